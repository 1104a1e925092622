using Confluent.Kafka;

using Microsoft.Extensions.DependencyInjection;

using Orders.Ingestor.Storing;
using Orders.Ingestor.Topics;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>Instances that come, go, and disagree about who owns a partition; topics and databases that are not what they were.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task Two_instances_that_both_believe_to_own_everything_store_every_version_once()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.AppendAsync(Versions(30, 0..2));

        // In groups of their own, so that the brokers give all partitions to both: what is left is the fence in the database.
        await bench.StartIngestorAsync(null, ("Ingestor:Group", "one"), ("Ingestor:BatchMessages", "7"));
        await bench.StartIngestorAsync(null, ("Ingestor:Group", "other"), ("Ingestor:BatchMessages", "11"));
        for (var status = 2; status < 8; status++)
        {
            await bench.AppendAsync(Versions(30, status..(status + 1)));
        }

        await bench.AppendAsync(TestMessage.WithWrongSum("bad"));
        await bench.SettledAsync();

        await HasVersionsAsync(bench, 30, 0..8);
        Assert.NotEmpty(bench.DeadLetters());
    }

    [Fact]
    public async Task Instances_of_one_group_share_the_partitions_and_take_over_from_one_that_stops()
    {
        await using var bench = await IngestBench.StartAsync();
        var first = await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "10"));
        await bench.AppendAsync(Versions(30, 0..2));
        await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "10"));
        await bench.AppendAsync(Versions(30, 2..4));
        await first.StopAsync();
        await bench.AppendAsync(Versions(30, 4..6));
        await bench.SettledAsync();

        await HasVersionsAsync(bench, 30, 0..6);
    }

    [Fact]
    public async Task A_partition_whose_broker_does_not_answer_has_no_first_offset_and_no_end()
    {
        await using var bench = await IngestBench.StartAsync(brokers: 2);
        foreach (var (partition, broker) in new[] { (0, 1), (1, 2), (2, 1) })
        {
            bench.Broker.Kafka.SetPartitionLeader(bench.OrdersTopic, partition, broker);
        }

        var ingestor = await bench.StartIngestorAsync();
        await bench.AppendAsync(Versions(30, 0..2));
        await bench.SettledAsync();
        var topics = ingestor.Services.GetRequiredService<TopicCatalog>();
        var ends = await topics.EndOffsetsAsync([0, 1, 2]);

        bench.Broker.Kafka.SetRoundTrip(TimeSpan.FromMinutes(1), broker: 2);
        await Task.WhenAll(
            Assert.ThrowsAsync<KafkaException>(() => topics.EndOffsetsAsync([0, 1, 2])),
            Assert.ThrowsAsync<KafkaException>(() => topics.FirstOffsetsAsync([0, 1, 2])));

        bench.Broker.Kafka.SetRoundTrip(TimeSpan.Zero, broker: 2);
        await Eventually.BecomesTrueAsync(async () => await Record.ExceptionAsync(() => topics.EndOffsetsAsync([0, 1, 2])) is null);
        Assert.Equal(ends, await topics.EndOffsetsAsync([0, 1, 2]));
    }

    [Fact]
    public async Task An_instance_that_started_without_the_controller_finds_it_when_it_is_back()
    {
        const int Controller = 1;
        await using var bench = await IngestBench.StartAsync(brokers: 3);
        bench.Broker.Kafka.BrokerDown(Controller);
        var ingestor = await bench.StartIngestorAsync();
        await Eventually.BecomesTrueAsync(async () => (await ingestor.HealthAsync()).Entries.Single().Value.Description?.Contains("starting: Kafka answers", StringComparison.Ordinal) ?? false);

        bench.Broker.Kafka.BrokerUp(Controller);
        await bench.AppendAsync(Versions(30, 0..2));
        await bench.SettledAsync(TimeSpan.FromMinutes(1));

        await HasVersionsAsync(bench, 30, 0..2);
    }

    [Fact]
    public async Task An_instance_that_others_overtake_while_it_asks_where_to_start_reads_nothing_again()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync(null, ("Ingestor:Group", "one"));
        await bench.AppendAsync(Versions(30, 0..2));
        await bench.SettledAsync();

        // The group of its own stands for a session that ended meanwhile: what it is asked to read, another instance goes on reading.
        var late = await bench.StartIngestorAsync(BeforeItKnowsTheProgress(async () =>
        {
            await bench.AppendAsync(Versions(30, 2..4));
            await bench.SettledAsync();
        }), ("Ingestor:Group", "other"));
        await late.OwnsAsync(IngestBench.Partitions);
        await bench.AppendAsync(Versions(30, 4..5));
        await bench.SettledAsync();

        await HasVersionsAsync(bench, 30, 0..5);
    }

    [Fact]
    public async Task A_topic_made_anew_while_an_instance_asks_where_to_start_is_read_once()
    {
        await using var bench = await IngestBench.StartAsync();
        var first = await bench.StartIngestorAsync();
        await bench.AppendAsync(Versions(30, 0..2));
        await bench.SettledAsync();
        await first.StopAsync();

        var late = await bench.StartIngestorAsync(BeforeItKnowsTheProgress(async () =>
        {
            bench.Broker.Kafka.DeleteTopic(bench.OrdersTopic);
            bench.CreateTopic(bench.OrdersTopic);
            bench.RenewProducer();
            // Longer than the old one: its offsets are all valid here.
            await bench.AppendAsync(Versions(30, 2..6));
        }));
        await late.OwnsAsync(IngestBench.Partitions);
        await Eventually.BecomesTrueAsync(async () => (await bench.CurrentVersionsAsync()).Values.All(version => version >= 6));
        await bench.AppendAsync(Versions(30, 6..7));
        await Eventually.BecomesTrueAsync(async () => (await bench.CurrentVersionsAsync()).Values.All(version => version >= 7));

        await HasVersionsAsync(bench, 30, 0..7);
    }

    [Fact]
    public async Task A_topic_that_is_deleted_and_made_anew_starts_from_its_beginning()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await bench.AppendAsync(Enumerable.Range(0, 20).Select(number => TestMessage.Order($"old-{number}")));
        await bench.SettledAsync();

        bench.Broker.Kafka.DeleteTopic(bench.OrdersTopic);
        bench.CreateTopic(bench.OrdersTopic);
        await bench.AppendAsync(Enumerable.Range(0, 5).Select(number => TestMessage.Order($"new-{number}")));

        await Eventually.BecomesTrueAsync(async () => await bench.OrdersAsync() == 25);
    }

    [Fact]
    public async Task A_topic_made_anew_that_at_once_outgrows_the_old_one_is_read_once_and_in_order()
    {
        await using var bench = await IngestBench.StartAsync();
        var ingestor = await bench.StartIngestorAsync();
        await ingestor.OwnsAsync(IngestBench.Partitions);
        await bench.AppendAsync(Versions(30, 0..2));
        await bench.SettledAsync();

        bench.Broker.Kafka.DeleteTopic(bench.OrdersTopic);
        bench.CreateTopic(bench.OrdersTopic);
        bench.RenewProducer();
        await bench.AppendAsync(Versions(30, 2..6));
        await Eventually.BecomesTrueAsync(async () => (await bench.CurrentVersionsAsync()).Values.All(version => version >= 6));
        await bench.AppendAsync(Versions(30, 6..7));
        await Eventually.BecomesTrueAsync(async () => (await bench.CurrentVersionsAsync()).Values.All(version => version >= 7));

        await HasVersionsAsync(bench, 30, 0..7);
    }

    [Fact]
    public async Task A_topic_made_anew_after_its_leaders_had_moved_starts_from_its_beginning()
    {
        const int Brokers = 3;
        await using var bench = await IngestBench.StartAsync(Brokers);
        await bench.StartIngestorAsync();
        for (var round = 0; round < 4; round++)
        {
            // Each move is a new epoch; the clients learn of it when they find the old leader not in charge.
            MoveLeaders(round);
            await bench.AppendAsync(Enumerable.Range(0, 20).Select(number => TestMessage.Order($"old-{round}-{number}")));
            await bench.SettledAsync();
        }

        bench.Broker.Kafka.DeleteTopic(bench.OrdersTopic);
        bench.CreateTopic(bench.OrdersTopic);
        MoveLeaders(round: 4);
        bench.RenewProducer();
        await bench.AppendAsync(Enumerable.Range(0, 50).Select(number => TestMessage.Order($"new-{number}")));

        await Eventually.BecomesTrueAsync(async () => await bench.OrdersAsync() == 130);

        void MoveLeaders(int round)
        {
            for (var partition = 0; partition < IngestBench.Partitions; partition++)
            {
                bench.Broker.Kafka.SetPartitionLeader(bench.OrdersTopic, partition, ((partition + round) % Brokers) + 1);
            }
        }
    }

    [Fact]
    public async Task A_topic_made_anew_while_no_ingestor_runs_starts_from_its_beginning()
    {
        await using var bench = await IngestBench.StartAsync();
        var first = await bench.StartIngestorAsync();
        await bench.AppendAsync(Enumerable.Range(0, 5).Select(number => TestMessage.Order($"old-{number}")));
        await bench.SettledAsync();
        await first.StopAsync();

        bench.Broker.Kafka.DeleteTopic(bench.OrdersTopic);
        bench.CreateTopic(bench.OrdersTopic);
        // Longer than the old one, so that its old offsets would all be valid here, and skipped.
        await bench.AppendAsync(Enumerable.Range(0, 50).Select(number => TestMessage.Order($"new-{number}")));
        await bench.StartIngestorAsync();

        await Eventually.BecomesTrueAsync(async () => await bench.OrdersAsync() == 55);
    }

    [Fact]
    public async Task A_database_restored_from_a_backup_is_filled_up_again()
    {
        await using var bench = await IngestBench.StartAsync();
        var first = await bench.StartIngestorAsync();
        await bench.AppendAsync(Versions(10, 0..2));
        await bench.SettledAsync();
        await Backup.TakeAsync(bench.Database);
        await bench.AppendAsync(Versions(10, 2..4));
        await bench.SettledAsync();
        await first.StopAsync();

        await Backup.RestoreAsync(bench.Database);
        await bench.StartIngestorAsync();
        await bench.SettledAsync();

        await HasVersionsAsync(bench, 10, 0..4);
    }

    [Fact]
    public async Task A_database_restored_under_a_running_ingestor_is_filled_up_again()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await bench.AppendAsync(Versions(10, 0..2));
        await bench.SettledAsync();
        await Backup.TakeAsync(bench.Database);
        await bench.AppendAsync(Versions(10, 2..4));
        await bench.SettledAsync();

        await Backup.RestoreAsync(bench.Database);
        await bench.AppendAsync(Versions(10, 4..5));
        await bench.SettledAsync();

        await HasVersionsAsync(bench, 10, 0..5);
    }

    [Fact]
    public async Task Records_that_retention_removed_do_not_stop_the_ones_behind_them()
    {
        await using var bench = await IngestBench.StartAsync();
        var first = await bench.StartIngestorAsync();
        await bench.AppendAsync(new TestMessage("one", TestMessage.Order("one").Value) { Partition = 0 });
        await bench.SettledAsync();
        await first.StopAsync();

        for (var number = 0; number < 10; number++)
        {
            await bench.AppendAsync(new TestMessage("k", TestMessage.Order($"later-{number}").Value) { Partition = 0 });
        }

        bench.Broker.Kafka.DeleteRecords(bench.OrdersTopic, 0, 6);
        await bench.StartIngestorAsync();
        await Eventually.BecomesTrueAsync(async () => await bench.OrdersAsync() == 6);
    }

    /// <summary>Has something happen when an ingestor has asked Kafka where it stands, but not the database: the first time.</summary>
    private static Action<IServiceCollection> BeforeItKnowsTheProgress(Func<Task> happen) =>
        services => services.Decorate<IOrderStore>(store => new InterruptedStore(store, happen));

    private static IEnumerable<TestMessage> Versions(int orders, Range statuses) =>
        from status in Enumerable.Range(statuses.Start.Value, statuses.End.Value - statuses.Start.Value)
        from order in Enumerable.Range(0, orders)
        select TestMessage.Order($"order-{order}", status);

    private static async Task HasVersionsAsync(IngestBench bench, int orders, Range statuses)
    {
        Assert.Equal(orders, await bench.OrdersAsync());
        for (var order = 0; order < orders; order++)
        {
            var uid = $"order-{order}";
            Assert.Equal(
                Enumerable.Range(statuses.Start.Value, statuses.End.Value - statuses.Start.Value).Select(status => TestMessage.Order(uid, status).Text),
                await bench.VersionsAsync(uid));
        }

        var current = await bench.CurrentVersionsAsync();
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast() is var said && current.All(order => said.GetValueOrDefault(order.Key) == order.Value));
    }

    private sealed class InterruptedStore(IOrderStore inner, Func<Task> happen) : DecoratedStore(inner)
    {
        private Func<Task>? _happen = happen;

        public override async Task<IReadOnlyDictionary<int, long>> ReadProgressAsync(string topicId, CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _happen, null) is { } happening)
            {
                await happening();
            }

            return await base.ReadProgressAsync(topicId, cancellationToken);
        }
    }
}
