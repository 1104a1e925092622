using Orders.Ingestor.Batching;

namespace Orders.Ingestor.Consuming;

/// <summary>
/// Notices a partition that holds messages and is not read any more, though the client has time, and lets it join the group again with another
/// client. A client may come out of leaders that move, pauses and rebalances in a state in which it never asks for a partition again, and says
/// nothing: all that can be seen is that the partition stands still.
/// </summary>
/// <param name="looks">How many looks in a row have to find it so.</param>
internal sealed class StandstillWatch(ConsumerRestart restart, int looks)
{
    private readonly Dictionary<int, Standstill> _partitions = [];
    private int _hadNothing;

    /// <summary>For the consume thread: all that was fetched has been read, and more is waited for.</summary>
    public void NothingFetched() => Volatile.Write(ref _hadNothing, 1);

    /// <summary>To be called at regular intervals, by one thread.</summary>
    /// <param name="owned">With the offset that the partition gives next.</param>
    public void Look(IEnumerable<(OwnedPartition Partition, long End)> owned)
    {
        var hadNothing = Interlocked.Exchange(ref _hadNothing, 0) == 1;
        foreach (var (partition, end) in owned)
        {
            var position = partition.Position;
            if (!_partitions.TryGetValue(partition.Id, out var known) || known.Partition != partition || known.Position != position)
            {
                known = new Standstill(partition, position) { RestartedFor = known?.Partition.TopicId == partition.TopicId ? known.RestartedFor : -1 };
            }

            // The last offset alone may be a transaction's marker, which nobody gets to read.
            var standsStill = hadNothing && end - position > 1;
            _partitions[partition.Id] = known = known with { Looks = standsStill ? known.Looks + 1 : 0 };
            if (known.Looks >= looks && end > known.RestartedFor)
            {
                // Once: markers of transactions that were given up can be any number, and joining again would not change that.
                _partitions[partition.Id] = known with { Looks = 0, RestartedFor = end };
                restart.Request($"partition {partition.Id} stands still at {position} of {end}");
            }
        }
    }

    private sealed record Standstill(OwnedPartition Partition, long Position)
    {
        public int Looks { get; init; }

        public long RestartedFor { get; init; } = -1;
    }
}
