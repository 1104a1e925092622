using System.Runtime.CompilerServices;
using Orders.ServiceDefaults;

namespace Orders.QueryApi.Loading;

/// <summary>What the database costs, by operation. An order that is not there is not an error.</summary>
internal static class DatabaseMetrics
{
    public static readonly DatabaseOperation LoadOrder = new("load_order");
    public static readonly DatabaseOperation WarmUp = new("warm_up");
    public static readonly DatabaseOperation ListOrders = new("list_orders");
    public static readonly DatabaseOperation ReadHistory = new("read_history");

    /// <summary>Exports all of them before the first query.</summary>
    public static void Announce() => RuntimeHelpers.RunClassConstructor(typeof(DatabaseMetrics).TypeHandle);

    public static DatabaseOperation.Measurement Measure(DatabaseOperation operation, TimeProvider time) => operation.Measure(time);

    public static void Failed(DatabaseOperation operation) => operation.Failed();
}
