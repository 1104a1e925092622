using Confluent.Kafka;

using Microsoft.Extensions.DependencyInjection;

using Orders.Ingestor.Topics;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>Instances that come, go, and disagree about who owns a partition; brokers that are away while one starts or asks.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task Two_instances_that_both_believe_to_own_everything_store_every_version_once()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.AppendAsync(OrderVersions.Of(30, 0..2));

        // In groups of their own, so that the brokers give all partitions to both: what is left is the fence in the database.
        await bench.StartIngestorAsync(null, ("Ingestor:Group", "one"), ("Ingestor:BatchMessages", "7"));
        await bench.StartIngestorAsync(null, ("Ingestor:Group", "other"), ("Ingestor:BatchMessages", "11"));
        for (var status = 2; status < 8; status++)
        {
            await bench.AppendAsync(OrderVersions.Of(30, status..(status + 1)));
        }

        await bench.AppendAsync(TestMessage.WithWrongSum("bad"));
        await bench.SettledAsync();

        await OrderVersions.AreStoredAsync(bench, 30, 0..8);
        Assert.NotEmpty(bench.DeadLetters());
    }

    [Fact]
    public async Task Instances_of_one_group_share_the_partitions_and_take_over_from_one_that_stops()
    {
        await using var bench = await IngestBench.StartAsync();
        var first = await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "10"));
        await bench.AppendAsync(OrderVersions.Of(30, 0..2));
        await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "10"));
        await bench.AppendAsync(OrderVersions.Of(30, 2..4));
        await first.StopAsync();
        await bench.AppendAsync(OrderVersions.Of(30, 4..6));
        await bench.SettledAsync();

        await OrderVersions.AreStoredAsync(bench, 30, 0..6);
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
        await bench.AppendAsync(OrderVersions.Of(30, 0..2));
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
        await bench.AppendAsync(OrderVersions.Of(30, 0..2));
        await bench.SettledAsync(TimeSpan.FromMinutes(1));

        await OrderVersions.AreStoredAsync(bench, 30, 0..2);
    }

    [Fact]
    public async Task An_instance_that_others_overtake_while_it_asks_where_to_start_reads_nothing_again()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync(null, ("Ingestor:Group", "one"));
        await bench.AppendAsync(OrderVersions.Of(30, 0..2));
        await bench.SettledAsync();

        // The group of its own stands for a session that ended meanwhile: what it is asked to read, another instance goes on reading.
        var late = await bench.StartIngestorAsync(InterruptedStore.BeforeItKnowsTheProgress(async () =>
        {
            await bench.AppendAsync(OrderVersions.Of(30, 2..4));
            await bench.SettledAsync();
        }), ("Ingestor:Group", "other"));
        await late.OwnsAsync(IngestBench.Partitions);
        await bench.AppendAsync(OrderVersions.Of(30, 4..5));
        await bench.SettledAsync();

        await OrderVersions.AreStoredAsync(bench, 30, 0..5);
    }
}
