using Orders.ServiceDefaults;

namespace Orders.Ingestor.Storing;

/// <summary>What the database costs, by operation. All of them are exported as soon as the store is there.</summary>
internal sealed class DatabaseMetrics(TimeProvider time)
{
    public DatabaseOperation Apply { get; } = new("apply");

    public DatabaseOperation ReadCurrent { get; } = new("read_current");

    public DatabaseOperation ReadProgress { get; } = new("read_progress");

    public DatabaseOperation SetProgress { get; } = new("set_progress");

    public DatabaseOperation.Measurement Measure(DatabaseOperation operation) => operation.Measure(time);
}
