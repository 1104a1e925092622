using Npgsql;

namespace Orders.Bench.Ingesting;

internal static class OrderTables
{
    /// <summary>For everybody to begin alike: without rows, and with nothing left to write of what was there.</summary>
    public static async Task EmptyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        foreach (var statement in (string[])["TRUNCATE orders, order_history", "CHECKPOINT"])
        {
            await using var command = database.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
