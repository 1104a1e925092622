namespace Orders.Ingestor.Consuming;

/// <summary>Where reading a partition starts, from what the database and Kafka say. Pure.</summary>
/// <param name="Start">The first offset to read.</param>
/// <param name="Applied">What the progress in the database must be: messages below are broadcast, not applied.</param>
/// <param name="NeedsReset">Kafka cannot say what was broadcast, so the caches must not believe that they heard everything.</param>
/// <param name="CommitMisleads">Kafka has a committed offset, but it does not belong to what the database holds: it must be replaced before anything is applied.</param>
/// <param name="Lost">How many offsets retention removed before they were applied.</param>
/// <param name="WasTruncated">The database is ahead of the topic: its end was lost (unclean leader election), or it was made anew under a broker without topic ids.</param>
internal sealed record StartPosition(long Start, long Applied, bool NeedsReset, bool CommitMisleads, long Lost, bool WasTruncated)
{
    /// <param name="applied">The progress in the database; <c>null</c> when nothing of this topic was ever applied.</param>
    /// <param name="committed">Kafka's committed offset: everything below was broadcast. <c>null</c> when there is none.</param>
    /// <param name="first">The first offset that the broker still has.</param>
    /// <param name="end">The offset that the next message will get.</param>
    public static StartPosition Choose(long? applied, long? committed, long first, long end)
    {
        if (applied is not { } next)
        {
            return new StartPosition(first, first, NeedsReset: true, CommitMisleads: committed is not null, Lost: 0, WasTruncated: false);
        }

        if (next > end)
        {
            // Nothing tells which offsets were given twice, so all that is there is read again: a repeat changes nothing, a skip loses.
            return new StartPosition(first, first, NeedsReset: true, CommitMisleads: committed is not null, Lost: 0, WasTruncated: true);
        }

        // A commit beyond the progress belongs to another past (a restored backup, a topic made anew) and proves nothing.
        var proven = committed is { } broadcast && broadcast >= first && broadcast <= next;
        var start = Math.Max(first, Math.Min(next, committed ?? next));
        return new StartPosition(start, next, NeedsReset: !proven, CommitMisleads: !proven && committed is not null, Lost: Math.Max(0, first - next), WasTruncated: false);
    }
}
