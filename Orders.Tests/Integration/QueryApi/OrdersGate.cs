using Npgsql;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

/// <summary>
/// Counts at the server the statements that read <c>orders</c>, and can hold them between their snapshot and their answer:
/// the table becomes a view whose first step takes an advisory lock.
/// </summary>
internal sealed class OrdersGate(TestDatabase database)
{
    private const long Key = 42;

    public static async Task<OrdersGate> InstallAsync(QueryApiRig rig)
    {
        rig.Table = "orders_rows";
        await rig.Database.ExecuteAsync($"""
            ALTER TABLE orders RENAME TO orders_rows;
            CREATE SEQUENCE reads;
            CREATE FUNCTION pass_the_gate() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
            BEGIN
                PERFORM pg_advisory_lock_shared({Key});
                PERFORM pg_advisory_unlock_shared({Key});
                RETURN nextval('reads');
            END $$;
            CREATE VIEW orders AS
            SELECT r.* FROM (SELECT pass_the_gate() AS number OFFSET 0) gate
            CROSS JOIN LATERAL (SELECT * FROM orders_rows WHERE gate.number IS NOT NULL) r;
            """);
        return new OrdersGate(rig.Database);
    }

    public Task<long> ReadsAsync() => database.ReadAsync<long>("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM reads");

    /// <summary>Until it is disposed, no statement that has begun to read gets further.</summary>
    public async Task<IAsyncDisposable> CloseAsync()
    {
        var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({Key})", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public Task SomebodyWaitsAsync() => Eventually.BecomesTrueAsync(
        async () => await WaitingAsync() > 0, what: "a statement waits at the gate");

    public Task<long> WaitingAsync() => database.ReadAsync<long>(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
}
