using Npgsql;

using Orders.Chaos.Running;
using Orders.Chaos.Soaking;
using Orders.Chaos.Soaking.Judging;
using Orders.Chaos.Soaking.Sampling;
using Orders.Chaos.Soaking.Sending;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Soaking;

/// <summary>./chaos soak, for seconds instead of an hour: too short to be steady, long enough to see that everything is looked at.</summary>
[Collection(WholeMachine.Name)]
public sealed class SoakTests
{
    private static readonly string[] Services = ["gateway", "ingestor-1", "ingestor-2", "query-api-1", "query-api-2"];
    private static readonly string[] OfServices = ["rss_bytes", "native_bytes", "heap_bytes", "handles", "sockets", "threads"];

    private static readonly string[] OfOthers =
    [
        "query-api-1 cache_bytes", "query-api-2 cache_bytes", "postgres backend_bytes", "postgres connections", "postgres backends", "postgres backend_handles",
        "system streams", "system lag_messages", "system fresh_p50_ms", "system fresh_p99_ms", "readers p50_ms", "readers p99_ms",
    ];

    [Fact]
    public async Task A_soak_accounts_for_every_message_and_compares_every_process()
    {
        using var folder = new ScratchFolder();
        var options = new SoakOptions
        {
            Duration = TimeSpan.FromSeconds(15),
            Rate = 200,
            Seed = 1,
            Orders = 500,
            Streams = 10,
            StreamLife = TimeSpan.FromSeconds(2),
            SampleEvery = TimeSpan.FromSeconds(1),
            File = folder.Child("soak.csv"),
        };
        await using var system = await OrdersSystem.StartAsync(SoakCommand.SystemFor(options), CancellationToken.None);

        var result = await SoakRun.RunAsync(system, options, TextWriter.Null, CancellationToken.None);

        Assert.Empty(result.Complaints);
        Assert.True(result.Messages > 500 + (200 * 10), $"{result.Messages} messages");
        Assert.True(result.Answers > 50, $"{result.Answers} answers");
        Assert.True(result.Events > 10, $"{result.Events} events");
        Assert.Equal(
            Services.SelectMany(service => OfServices.Select(measure => $"{service} {measure}")).Concat(OfOthers).Order(),
            result.Findings.Select(finding => $"{finding.Series.Subject} {finding.Series.Measure}").Order());
        Assert.All(result.Findings, finding => Assert.True(finding.First > 0 || MayBeNothing(finding.Series), finding.ToString()));
        Assert.True((await File.ReadAllLinesAsync(options.File)).Length > result.Findings.Count * 5);
    }

    /// <summary>Nothing lags, and a heap is what its last collection left: an ingestor and a gateway, which have room for more, may see none in so short a run.</summary>
    private static bool MayBeNothing(Series series) =>
        series.Measure == "lag_messages" || (series.Measure == "heap_bytes" && (series.Subject == "gateway" || series.Subject.StartsWith("ingestor", StringComparison.Ordinal)));

    [Fact]
    public async Task A_row_that_is_not_what_was_sent_and_one_that_is_missing_are_noticed()
    {
        var options = new SoakOptions { Duration = TimeSpan.Zero, Rate = 1, Seed = 2, Orders = 50, Ingestors = 1, QueryApis = 1 };
        await using var system = await OrdersSystem.StartAsync(SoakCommand.SystemFor(options), CancellationToken.None);
        var (orders, complaints) = (new SoakOrders(options.Seed), new Complaints());
        using var sender = new SteadySender(system.Kafka.BootstrapServers, orders, options, complaints);
        sender.Fill();
        await using (var before = new SoakAccount(system, sender.Sent, orders, complaints))
        {
            await before.SettleAsync(CancellationToken.None);
        }

        Assert.Empty(complaints.First);
        await using var database = NpgsqlDataSource.Create(system.ConnectionString);
        await using var damage = database.CreateCommand($"""
            UPDATE orders SET document = replace(document, 'Nobody', 'Somebody') WHERE order_uid = '{SoakOrders.Uid(7)}';
            DELETE FROM orders WHERE order_uid = '{SoakOrders.Uid(8)}';
            """);
        await damage.ExecuteNonQueryAsync();
        await using var after = new SoakAccount(system, sender.Sent, orders, complaints) { Patience = TimeSpan.FromSeconds(1) };
        await after.SettleAsync(CancellationToken.None);

        Assert.Contains("orders: 49 instead of 50", complaints.First);
        Assert.Contains("replaced versions: 1 instead of 0", complaints.First);
        Assert.Contains("the row of soak-000007 is not version 1, the newest that was sent", complaints.First);
    }
}
