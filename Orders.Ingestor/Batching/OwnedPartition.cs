namespace Orders.Ingestor.Batching;

/// <summary>
/// A partition of <c>orders</c> while this instance has it. Only the writer that the partition belongs to changes the offsets; the position is
/// the consume thread's.
/// </summary>
/// <param name="topicId">Kafka's id of the topic, not its name.</param>
/// <param name="id">The partition's number.</param>
/// <param name="start">Where reading starts: the lowest offset that may not have been broadcast.</param>
/// <param name="applied">The progress in the database: every message below has been applied.</param>
internal sealed class OwnedPartition(string topicId, int id, long start, long applied)
{
    private volatile bool _leaving;
    private volatile bool _released;
    private long _position = start;

    public string TopicId { get; } = topicId;

    public int Id { get; } = id;

    public long Start { get; } = start;

    /// <summary>Behind the last message that was read.</summary>
    public long Position
    {
        get => Volatile.Read(ref _position);
        set => Volatile.Write(ref _position, value);
    }

    /// <summary>What the database is expected to hold; messages below are broadcast again, not applied again.</summary>
    public long Applied { get; set; } = applied;

    /// <summary>Every message below has been applied and broadcast.</summary>
    public long Broadcast { get; set; } = start;

    /// <summary>
    /// What was broadcast before <see cref="Start"/> is not known (Kafka has no committed offset that says so): the caches must
    /// be told before anything else.
    /// </summary>
    public bool NeedsReset { get; set; }

    /// <summary>No new batch begins with its messages.</summary>
    public bool Leaving => _leaving;

    /// <summary>
    /// Kafka has a committed offset from another past, which later progress could make look right: it must be replaced before
    /// anything is applied.
    /// </summary>
    public bool CommitMisleads { get; init; }

    /// <summary>Another instance may have it by now. Its messages are dropped wherever they are; the new owner reads them again.</summary>
    public bool Released => _released;

    /// <summary>A heartbeat would be true: nothing applied waits for its broadcast, and the caches know what they do not know.</summary>
    public bool CaughtUp => !NeedsReset && Broadcast >= Applied;

    public void Leave() => _leaving = true;

    public void Release()
    {
        _leaving = true;
        _released = true;
    }
}
