using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>Topics and databases that are not what they were: made anew, restored, shortened.</summary>
public sealed class ReplacedSourceTests
{
    [Fact]
    public async Task A_topic_made_anew_while_an_instance_asks_where_to_start_is_read_once()
    {
        await using var bench = await IngestBench.StartAsync();
        var first = await bench.StartIngestorAsync();
        await bench.AppendAsync(OrderVersions.Of(30, 0..2));
        await bench.SettledAsync();
        await first.StopAsync();

        var late = await bench.StartIngestorAsync(InterruptedStore.BeforeItKnowsTheProgress(async () =>
        {
            bench.Broker.Kafka.DeleteTopic(bench.OrdersTopic);
            bench.CreateTopic(bench.OrdersTopic);
            bench.RenewProducer();
            // Longer than the old one: its offsets are all valid here.
            await bench.AppendAsync(OrderVersions.Of(30, 2..6));
        }));
        await late.OwnsAsync(IngestBench.Partitions);
        await Eventually.BecomesTrueAsync(async () => (await bench.CurrentVersionsAsync()).Values.All(version => version >= 6));
        await bench.AppendAsync(OrderVersions.Of(30, 6..7));
        await Eventually.BecomesTrueAsync(async () => (await bench.CurrentVersionsAsync()).Values.All(version => version >= 7));

        await OrderVersions.AreStoredAsync(bench, 30, 0..7);
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
        await bench.AppendAsync(OrderVersions.Of(30, 0..2));
        await bench.SettledAsync();

        bench.Broker.Kafka.DeleteTopic(bench.OrdersTopic);
        bench.CreateTopic(bench.OrdersTopic);
        bench.RenewProducer();
        await bench.AppendAsync(OrderVersions.Of(30, 2..6));
        await Eventually.BecomesTrueAsync(async () => (await bench.CurrentVersionsAsync()).Values.All(version => version >= 6));
        await bench.AppendAsync(OrderVersions.Of(30, 6..7));
        await Eventually.BecomesTrueAsync(async () => (await bench.CurrentVersionsAsync()).Values.All(version => version >= 7));

        await OrderVersions.AreStoredAsync(bench, 30, 0..7);
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
        await bench.AppendAsync(OrderVersions.Of(10, 0..2));
        await bench.SettledAsync();
        await Backup.TakeAsync(bench.Database);
        await bench.AppendAsync(OrderVersions.Of(10, 2..4));
        await bench.SettledAsync();
        await first.StopAsync();

        await Backup.RestoreAsync(bench.Database);
        await bench.StartIngestorAsync();
        await bench.SettledAsync();

        await OrderVersions.AreStoredAsync(bench, 10, 0..4);
    }

    [Fact]
    public async Task A_database_restored_under_a_running_ingestor_is_filled_up_again()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await bench.AppendAsync(OrderVersions.Of(10, 0..2));
        await bench.SettledAsync();
        await Backup.TakeAsync(bench.Database);
        await bench.AppendAsync(OrderVersions.Of(10, 2..4));
        await bench.SettledAsync();

        await Backup.RestoreAsync(bench.Database);
        await bench.AppendAsync(OrderVersions.Of(10, 4..5));
        await bench.SettledAsync();

        await OrderVersions.AreStoredAsync(bench, 10, 0..5);
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
}
