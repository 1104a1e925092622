using Confluent.Kafka;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

using Orders.AppHost.Embedded.Kafka;
using Orders.Ingestor.Consuming;
using Orders.Tests.Integration.Gateway;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>A database or a broker that is away delays; it never sends a good order to the DLQ and never lets the offset pass a message.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_database_that_stops_and_starts_costs_nothing_and_dead_letters_nothing()
    {
        await using var bench = await IngestBench.StartWithOwnServerAsync();
        var ingestor = await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "50"));
        await bench.AppendAsync(Orders(0..200));
        await bench.SettledAsync();

        await bench.Server.Server.StopAsync();
        await bench.AppendAsync(Orders(200..1200));
        await Eventually.BecomesTrueAsync(async () => (await ingestor.HealthAsync()).Status == HealthStatus.Unhealthy);
        Assert.Equal(HealthStatus.Unhealthy, (await ingestor.HealthAsync()).Status);
        await Eventually.BecomesTrueAsync(() => bench.Lag() == 1000, what: "the lag is true while paused");

        await bench.Server.Server.StartAgainAsync(CancellationToken.None);
        bench.Database.Reconnect();
        await bench.SettledAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(1200, await bench.OrdersAsync());
        Assert.Empty(bench.DeadLetters());
        await Eventually.BecomesTrueAsync(async () => (await ingestor.HealthAsync()).Status == HealthStatus.Healthy);
        await Eventually.BecomesTrueAsync(() => bench.Lag() == 0);
    }

    [Fact]
    public async Task A_database_that_is_killed_in_the_middle_of_batches_gets_every_message_once()
    {
        await using var bench = await IngestBench.StartWithOwnServerAsync();
        await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "20"));
        var appended = bench.AppendAsync(Enumerable.Range(0, 3).SelectMany(status => Enumerable.Range(0, 1500).Select(order => TestMessage.Order($"order-{order}", status))));
        await Eventually.BecomesTrueAsync(async () => await bench.AppliedAsync() > 300);
        await bench.Server.Server.KillAsync();
        await bench.Server.Server.StartAgainAsync(CancellationToken.None);
        bench.Database.Reconnect();
        await appended;
        await bench.SettledAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(1500, await bench.OrdersAsync());
        Assert.Equal(1500, await bench.Database.ReadAsync<long>("SELECT count(*) FROM orders WHERE version = 3"));
        Assert.Equal(3000, await bench.Database.ReadAsync<long>("SELECT count(*) FROM order_history"));
        Assert.Empty(bench.DeadLetters());
    }

    [Fact]
    public async Task Connections_that_are_cut_cost_nothing()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "20"));
        var appended = bench.AppendAsync(Orders(0..2000));
        for (var cut = 0; cut < 10; cut++)
        {
            await bench.Database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }

        await appended;
        await bench.SettledAsync();
        Assert.Equal(2000, await bench.OrdersAsync());
        Assert.Equal(0, await bench.Database.ReadAsync<long>("SELECT count(*) FROM order_history"));
        Assert.Empty(bench.DeadLetters());
    }

    [Fact]
    public async Task A_broker_that_stops_and_starts_costs_nothing()
    {
        await using var bench = await IngestBench.StartAsync();
        var ingestor = await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "20"));
        await bench.AppendAsync(Orders(0..500));
        bench.Broker.Kafka.BrokerDown();
        await Eventually.BecomesTrueAsync(async () => (await ingestor.HealthAsync()).Status == HealthStatus.Unhealthy);
        bench.Broker.Kafka.BrokerUp();
        await bench.AppendAsync(Orders(500..1000));
        await bench.SettledAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(1000, await bench.OrdersAsync());
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast().Count == 1000);
        await Eventually.BecomesTrueAsync(async () => (await ingestor.HealthAsync()).Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_message_that_cannot_be_written_to_the_dead_letters_is_not_passed_over()
    {
        await using var bench = await IngestBench.StartAsync();
        bench.Broker.Kafka.SetTopicError(bench.DeadLettersTopic, ErrorCode.TopicAuthorizationFailed);
        var ingestor = await bench.StartIngestorAsync();
        await bench.AppendAsync(TestMessage.WithWrongSum("bad") with { Partition = 0 }, TestMessage.Order("good") with { Partition = 0 });

        await Eventually.BecomesTrueAsync(async () => (await ingestor.HealthAsync()).Entries["ingestion"].Description?.Contains("writer", StringComparison.Ordinal) == true);
        Assert.Equal(0, await bench.AppliedAsync());
        Assert.Equal(0, await bench.OrdersAsync());

        bench.Broker.Kafka.SetTopicError(bench.DeadLettersTopic, ErrorCode.NoError);
        await bench.SettledAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(1, await bench.OrdersAsync());
        Assert.NotEmpty(bench.DeadLetters());
    }

    [Fact]
    public async Task Commits_that_fail_are_not_overtaken_by_a_loss()
    {
        await using var bench = await IngestBench.StartAsync();
        bench.Broker.Kafka.PushErrors(RequestKind.OffsetCommit, [.. Enumerable.Repeat(ErrorCode.GroupCoordinatorNotAvailable, 5), ErrorCode.RebalanceInProgress]);
        await bench.StartIngestorAsync();
        await bench.AppendAsync(Orders(0..100));
        await bench.SettledAsync();
        Assert.Equal(100, await bench.OrdersAsync());
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast().Count == 100);
    }

    [Fact]
    public async Task Writes_that_the_broker_refuses_for_a_while_are_repeated()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        bench.Broker.Kafka.PushErrors(RequestKind.Produce, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.NotEnoughReplicas);
        await bench.AppendAsync(Orders(0..50));
        await bench.AppendAsync(TestMessage.WithWrongSum("bad"));
        await bench.SettledAsync();
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast().Count == 50);
        Assert.NotEmpty(bench.DeadLetters());
    }

    [Fact]
    public async Task A_producer_at_its_end_ends_the_process_and_the_next_one_goes_on()
    {
        await using var bench = await IngestBench.StartAsync();
        var ending = await bench.StartIngestorAsync();
        ending.MayFail = true;
        await bench.AppendAsync(Orders(0..50));
        await bench.SettledAsync();

        // The next heartbeat meets it. With nothing else under way a sequence number that the broker does not expect is fatal.
        bench.Broker.Kafka.PushErrors(RequestKind.Produce, ErrorCode.OutOfOrderSequenceNumber);
        var end = await Assert.ThrowsAsync<KafkaException>(() => ending.Ended.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(end.Error.IsFatal);
        await ending.StopAsync();

        await bench.AppendAsync(Orders(50..100));
        await bench.StartIngestorAsync();
        await bench.SettledAsync();
        Assert.Equal(100, await bench.OrdersAsync());
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast().Count == 100);
    }

    [Fact]
    public async Task An_ingestor_whose_broker_is_away_stops_in_time()
    {
        await using var bench = await IngestBench.StartAsync();
        var ingestor = await bench.StartIngestorAsync();
        await bench.AppendAsync(Orders(0..100));
        await bench.SettledAsync();
        bench.Broker.Kafka.BrokerDown();
        await Eventually.BecomesTrueAsync(async () => (await ingestor.HealthAsync()).Status == HealthStatus.Unhealthy);

        // Also what a process does last: the clients are disposed of. Half a minute is ten times what it should take.
        await ingestor.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_wait_for_the_writers_that_is_over_between_two_looks_at_the_clock_ends_nothing()
    {
        await using var bench = await IngestBench.StartAsync();
        var ingestor = await bench.StartIngestorAsync(
            services => services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ConsumeLoop>(provider, new LeapingClock())),
            ("Ingestor:BatchMessages", "5"));
        await ingestor.OwnsAsync(IngestBench.Partitions);
        await using (var held = await TableLock.TakeAsync(bench.Database.ConnectionString))
        {
            await bench.AppendAsync(Orders(0..200));
            await held.HoldsUpAsync("INSERT INTO orders");
        }

        await bench.SettledAsync();
        Assert.Equal(200, await bench.OrdersAsync());
        Assert.False(ingestor.Ended.IsCompleted);
    }

    /// <summary>What was fetched ahead would be thrown away, and fetched and unpacked again.</summary>
    [Fact]
    public async Task Writers_that_are_busy_for_a_second_are_no_outage()
    {
        await using var bench = await IngestBench.StartAsync();
        using var lines = new LoggedLines();
        var ingestor = await bench.StartIngestorAsync(services => services.AddSingleton<ILoggerProvider>(lines), ("Ingestor:BatchMessages", "5"));
        await ingestor.OwnsAsync(IngestBench.Partitions);
        await using (var held = await TableLock.TakeAsync(bench.Database.ConnectionString))
        {
            await bench.AppendAsync(Orders(0..200));
            await held.HoldsUpAsync("INSERT INTO orders");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await bench.SettledAsync();
        Assert.Equal(200, await bench.OrdersAsync());
        Assert.DoesNotContain(lines.Lines, line => line.Contains("partitions paused", StringComparison.Ordinal));
    }

    private static IEnumerable<TestMessage> Orders(Range numbers) =>
        Enumerable.Range(numbers.Start.Value, numbers.End.Value - numbers.Start.Value).Select(number => TestMessage.Order($"order-{number}"));

    /// <summary>Of a process that loses the processor whenever it has looked.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long _leaps;

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Increment(ref _leaps) * (TimestampFrequency * 49 / 10);
    }
}
