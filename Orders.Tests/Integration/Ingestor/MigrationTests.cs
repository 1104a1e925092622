using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

using Orders.Ingestor.Migrations;
using Orders.ServiceDefaults;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

public sealed class MigrationTests
{
    [Fact]
    public async Task Several_instances_may_migrate_an_empty_database_at_once_and_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => MigrateAsync(database.DataSource)));
        await MigrateAsync(database.DataSource);

        Assert.Equal(Migration.All.Count, await database.ReadAsync<long>("SELECT count(*) FROM orders_schema"));
    }

    [Fact]
    public async Task A_database_with_tables_of_somebody_else_is_left_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)");

        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => MigrateAsync(database.DataSource));

        Assert.Contains("is not ours", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await database.ReadAsync<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
        Assert.Equal(1, await database.ReadAsync<int>("SELECT id FROM orders"));
    }

    [Fact]
    public async Task A_schema_of_a_newer_build_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database.DataSource);
        await database.ExecuteAsync("INSERT INTO orders_schema (version, name) VALUES (9999, 'future')");

        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => MigrateAsync(database.DataSource));
        Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_wait_for_the_disk_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString + ";Options=-c synchronous_commit=off");

        var refusal = await Assert.ThrowsAsync<ConfigurationException>(() => MigrateAsync(source));
        Assert.Contains("synchronous_commit", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_parts_of_a_document_can_be_queried_and_one_that_PostgreSQL_cannot_represent_hides_no_other()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await bench.AppendAsync(
            TestMessage.Order("good"),
            TestMessage.Changed("nul", order => order["items"]![0]!["name"] = "Masc\0ras"));
        await bench.SettledAsync();

        Assert.Equal("Test Testov", await bench.Database.ReadAsync<string>("SELECT name FROM deliveries WHERE order_uid = 'good'"));
        Assert.Equal(1817, await bench.Database.ReadAsync<long>("SELECT sum(amount)::bigint FROM payments"));
        Assert.Equal("Mascaras", await bench.Database.ReadAsync<string>("SELECT name FROM items"));
        Assert.Equal(2, await bench.OrdersAsync());
    }

    private static Task MigrateAsync(NpgsqlDataSource source) =>
        new Migrator(source, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
}
