using Confluent.Kafka;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Orders.Ingestor.Consuming;
using Orders.Tests.Integration.Gateway;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>No partition stands still because of what its client remembers of it.</summary>
public sealed class StandstillTests
{
    [Fact]
    public async Task A_partition_that_leaves_during_an_outage_and_comes_back_is_read_on()
    {
        await using var bench = await IngestBench.StartAsync();
        using var lines = new LoggedLines();
        await bench.StartIngestorAsync(services => services.AddSingleton<ILoggerProvider>(lines), ("Ingestor:BatchMessages", "10"), ("Ingestor:ReleaseTimeout", "00:00:00.200"));
        await bench.AppendAsync(Orders(0..30));
        await bench.SettledAsync();

        using var other = new GroupMember(bench);
        await using (await TableLock.TakeAsync(bench.Database.ConnectionString))
        {
            await bench.AppendAsync(Orders(30..630));
            await Eventually.BecomesTrueAsync(() => Said(lines, "partitions paused") == 1);
            await other.JoinAsync();
        }

        await Eventually.BecomesTrueAsync(() => Said(lines, "The writers go on") == 1);
        other.Leave();

        await bench.SettledAsync();
        Assert.Equal(630, await bench.OrdersAsync());
        Assert.Equal(0, Said(lines, "stands still"));
    }

    [Fact]
    public async Task A_partition_that_the_client_does_not_ask_for_any_more_is_read_by_another_client()
    {
        await using var bench = await IngestBench.StartAsync();
        using var lines = new LoggedLines();
        var ingestor = await bench.StartIngestorAsync(services => services
            .AddSingleton<ILoggerProvider>(lines)
            .AddSingleton(provider => new StandstillWatch(provider.GetRequiredService<ConsumerRestart>(), looks: 2)));
        await bench.AppendAsync(Orders(0..30));
        await bench.SettledAsync();

        ingestor.Services.GetRequiredService<OrderClient>().Use(client => client.Pause(client.Assignment));
        await bench.AppendAsync(Orders(30..60));

        await bench.SettledAsync();
        Assert.Equal(60, await bench.OrdersAsync());
        Assert.NotEqual(0, Said(lines, "stands still"));
    }

    private static IEnumerable<TestMessage> Orders(Range numbers) =>
        Enumerable.Range(numbers.Start.Value, numbers.End.Value - numbers.Start.Value).Select(number => TestMessage.Order($"order-{number}"));

    private static int Said(LoggedLines lines, string what) => lines.Lines.Count(line => line.Contains(what, StringComparison.Ordinal));

    /// <summary>Another member of the group, which gets partitions and reads nothing.</summary>
    private sealed class GroupMember(IngestBench bench) : IDisposable
    {
        private readonly IConsumer<Ignore, Ignore> _client = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig
        {
            BootstrapServers = bench.Broker.BootstrapServers,
            GroupId = "orders-ingestor",
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            EnableAutoCommit = false,
            SessionTimeoutMs = 1500,
            HeartbeatIntervalMs = 150,
        }).Build();

        /// <summary>Returns when it has a share.</summary>
        public async Task JoinAsync()
        {
            _client.Subscribe(bench.OrdersTopic);
            await Eventually.BecomesTrueAsync(() =>
            {
                _client.Consume(TimeSpan.FromMilliseconds(50));
                return _client.Assignment.Count > 0;
            });
        }

        public void Leave() => _client.Close();

        public void Dispose() => _client.Dispose();
    }
}
