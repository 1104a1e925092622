using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>A copy of the tables' rows, put back in one transaction as a restore would.</summary>
internal static class Backup
{
    private static readonly string[] Tables = ["orders", "order_history", "ingest_progress"];

    public static Task TakeAsync(TestDatabase database) =>
        database.ExecuteAsync(string.Join(';', Tables.Select(table => $"CREATE TABLE backup_{table} AS TABLE {table}")));

    public static Task RestoreAsync(TestDatabase database) =>
        database.ExecuteAsync(string.Join(';', Tables.Select(table => $"TRUNCATE {table}; INSERT INTO {table} TABLE backup_{table}")));
}
