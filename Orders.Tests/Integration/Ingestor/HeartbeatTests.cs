using System.Globalization;

using Orders.Contracts;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>What the caches rest on: a heartbeat is only sent when nothing applied waits for its broadcast.</summary>
public sealed class HeartbeatTests
{
    [Fact]
    public async Task Every_partition_has_one_and_says_how_many_there_are()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();

        await Eventually.BecomesTrueAsync(() => Enumerable.Range(0, IngestBench.Partitions).All(partition => Heartbeats(bench).Any(beat => beat.Partition == partition)));
        Assert.All(bench.WithHeader(HeaderNames.Heartbeat), beat =>
        {
            Assert.Null(beat.Message.Key);
            Assert.Null(beat.Message.Value);
            Assert.Equal(IngestBench.Partitions, Number(beat, HeaderNames.PartitionCount));
        });
    }

    [Fact]
    public async Task It_follows_the_changes_it_speaks_for_in_the_same_partition()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await bench.AppendAsync(TestMessage.Order("one") with { Partition = 1 });
        await Eventually.BecomesTrueAsync(() => Heartbeats(bench).Any(beat => beat == (1, 1)));

        var records = TopicReader.ReadAll(bench.Broker.BootstrapServers, bench.ChangesTopic, IngestBench.Partitions);
        var change = records.Single(record => record.Message.Key is not null);
        var beat = records.First(record => record.Message.Headers.TryGetLastBytes(HeaderNames.Heartbeat, out _) && Number(record, HeaderNames.NextOffset) == 1);
        Assert.Equal(change.Partition, beat.Partition);
        Assert.True(change.Offset < beat.Offset);
    }

    [Fact]
    public async Task Whoever_lost_a_partition_without_knowing_keeps_silent()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await Eventually.BecomesTrueAsync(() => Heartbeats(bench).Any(beat => beat.Partition == 0));

        // Somebody else has applied a message that this instance has not seen, and has not broadcast it.
        await bench.Database.ExecuteAsync("UPDATE ingest_progress SET next_offset = next_offset + 1 WHERE partition = 0");
        var others = Heartbeats(bench).Count(beat => beat.Partition == 1);
        var silent = Heartbeats(bench).Count(beat => beat.Partition == 0);
        await Eventually.BecomesTrueAsync(() => Heartbeats(bench).Count(beat => beat.Partition == 1) >= others + 5);

        // One may have been on its way when the progress moved.
        Assert.InRange(Heartbeats(bench).Count(beat => beat.Partition == 0), silent, silent + 1);
    }

    [Fact]
    public async Task A_new_owner_that_cannot_know_what_was_broadcast_says_so_before_anything_else()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await bench.AppendAsync(TestMessage.Order("one") with { Partition = 1 });
        await Eventually.BecomesTrueAsync(() => bench.Changes().Count == 1);

        var records = TopicReader.ReadAll(bench.Broker.BootstrapServers, bench.ChangesTopic, IngestBench.Partitions).Where(record => record.Partition == 1);
        Assert.True(records.First().Message.Headers.TryGetLastBytes(HeaderNames.Reset, out _));
    }

    [Fact]
    public async Task An_owner_that_goes_on_where_the_last_one_stopped_says_nothing_of_the_kind()
    {
        await using var bench = await IngestBench.StartAsync();
        var first = await bench.StartIngestorAsync();
        await bench.AppendAsync(Enumerable.Range(0, 20).Select(number => TestMessage.Order($"order-{number}")));
        await bench.SettledAsync();
        await first.StopAsync();
        var resets = bench.WithHeader(HeaderNames.Reset).Count;

        await bench.StartIngestorAsync();
        await bench.AppendAsync(TestMessage.Order("later"));
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast().ContainsKey("later"));

        Assert.Equal(resets, bench.WithHeader(HeaderNames.Reset).Count);
    }

    private static IEnumerable<(long Partition, long NextOffset)> Heartbeats(IngestBench bench) =>
        bench.WithHeader(HeaderNames.Heartbeat).Select(beat => (Number(beat, HeaderNames.Heartbeat), Number(beat, HeaderNames.NextOffset)));

    private static long Number(Confluent.Kafka.ConsumeResult<byte[]?, byte[]?> record, string header) =>
        long.Parse(record.Message.Headers.GetLastBytes(header), CultureInfo.InvariantCulture);
}
