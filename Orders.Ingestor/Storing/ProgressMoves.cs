using Orders.Ingestor.Batching;

namespace Orders.Ingestor.Storing;

/// <summary>
/// From which offset to which the messages of a batch move each of their partitions. Offsets may have gaps (compaction,
/// transaction markers): what counts is the last message's offset plus one.
/// </summary>
internal sealed record ProgressMoves(string TopicId, int[] Partitions, long[] Expected, long[] Next)
{
    public static ProgressMoves Of(IReadOnlyList<IngestMessage> messages)
    {
        var next = new SortedDictionary<int, (long Expected, long Next)>();
        foreach (var message in messages)
        {
            next[message.Partition.Id] = (message.Partition.Applied, message.Offset + 1);
        }

        return new ProgressMoves(
            messages[0].Partition.TopicId,
            [.. next.Keys],
            [.. next.Values.Select(move => move.Expected)],
            [.. next.Values.Select(move => move.Next)]);
    }
}
