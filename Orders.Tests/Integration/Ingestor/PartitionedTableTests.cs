using System.Text.RegularExpressions;

using Microsoft.Extensions.Logging.Abstractions;

using Orders.AppHost.Embedded;
using Orders.Ingestor.Migrations;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>The statements of docs/scaling.md that spread the tables over partitions, as they stand there.</summary>
public sealed partial class PartitionedTableTests
{
    [Fact]
    public async Task Orders_are_stored_updated_and_archived_as_before_when_the_tables_are_partitioned()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.AppendAsync([.. Enumerable.Range(0, 50).Select(number => TestMessage.Order($"order-{number}")), TestMessage.Order("order-0", 1)]);
        await bench.StartIngestorAsync();
        await bench.SettledAsync();

        await bench.Database.ExecuteAsync(Statements());
        await bench.AppendAsync([TestMessage.Order("order-0", 2), TestMessage.Order("order-1", 1), TestMessage.Order("order-1", 1), TestMessage.Order("new")]);
        await bench.SettledAsync();

        Assert.Equal(51, await bench.OrdersAsync());
        Assert.Equal([TestMessage.Order("order-0").Text, TestMessage.Order("order-0", 1).Text, TestMessage.Order("order-0", 2).Text], await bench.VersionsAsync("order-0"));
        Assert.Equal((3, 2, 1), (await bench.VersionAsync("order-0"), await bench.VersionAsync("order-1"), await bench.VersionAsync("order-2")));
        Assert.Equal(8, await bench.Database.ReadAsync<long>("SELECT count(*) FROM pg_inherits WHERE inhparent = 'orders'::regclass"));
        Assert.Equal(51, await bench.Database.ReadAsync<long>("SELECT count(*) FROM deliveries"));
        Assert.Equal(51, await bench.Database.ReadAsync<long>("SELECT count(*) FROM payments"));
    }

    [Fact]
    public async Task Tables_that_were_partitioned_before_the_lists_had_fewer_indexes_get_them_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE orders_schema (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())");
        foreach (var migration in Migration.All.TakeWhile(migration => migration.Version < 3))
        {
            await database.ExecuteAsync(migration.Sql);
            await database.ExecuteAsync($"INSERT INTO orders_schema (version, name) VALUES ({migration.Version}, '{migration.Name}')");
        }

        await database.ExecuteAsync(Statements().Replace(" WITH (toast_tuple_target = 8160)", "", StringComparison.Ordinal));
        await new Migrator(database.DataSource, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);

        Assert.Equal(
            ["customer_id, date_created DESC, order_uid DESC", "date_created DESC, order_uid DESC", "order_uid", "track_number, date_created DESC, order_uid DESC, customer_id"],
            await database.ReadAsync<string[]>("SELECT array_agg(columns ORDER BY columns COLLATE \"C\") FROM (SELECT substring(pg_get_indexdef(indexrelid) FROM '\\((.*)\\)') FROM pg_index WHERE indrelid = 'orders'::regclass) AS i (columns)"));
        Assert.Equal(8, await database.ReadAsync<long>("SELECT count(*) FROM pg_class WHERE relname ~ '^orders_[0-7]$' AND reloptions = '{toast_tuple_target=8160}'"));
    }

    private static string Statements() =>
        Block().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "scaling.md"))) is { Success: true } block
            ? block.Groups[1].Value
            : throw new InvalidDataException("docs/scaling.md has no such statements any more.");

    [GeneratedRegex("### Hash partitions.*?```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
