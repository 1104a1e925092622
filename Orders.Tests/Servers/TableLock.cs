using Npgsql;

namespace Orders.Tests.Servers;

/// <summary>Holds up whoever reads or writes orders, until it is disposed.</summary>
internal sealed class TableLock : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private TableLock(NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_database, _connection, _transaction) = (database, connection, transaction);

    public static async Task<TableLock> TakeAsync(string connectionString)
    {
        var database = NpgsqlDataSource.Create(connectionString);
        var connection = await database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return new TableLock(database, connection, transaction);
    }

    /// <summary>Waits until a statement like this one is held up.</summary>
    public Task HoldsUpAsync(string statement) => Eventually.BecomesTrueAsync(async () =>
    {
        await using var command = _database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1");
        command.Parameters.AddWithValue($"%{statement}%");
        return await command.ExecuteScalarAsync() is > 0L;
    });

    /// <summary>Takes the connection from whoever is held up with such a statement, as a server that is shut down would.</summary>
    public async Task TerminateAsync(string statement)
    {
        await using var command = _database.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1");
        command.Parameters.AddWithValue($"%{statement}%");
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }
}
