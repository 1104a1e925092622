using Orders.Ingestor.Batching;

namespace Orders.Ingestor.Storing;

/// <summary>The database, as the batch pipeline sees it. Every method throws what <see cref="Outages.Outage"/> calls an outage when PostgreSQL is away.</summary>
internal interface IOrderStore
{
    /// <summary>
    /// Applies messages and moves the progress of their partitions in one transaction and one round trip: all of it or nothing.
    /// </summary>
    Task<ApplyResult> ApplyAsync(IReadOnlyList<IngestMessage> messages, CancellationToken cancellationToken);

    /// <summary>The current rows of these orders; one that does not exist is left out.</summary>
    Task<IReadOnlyList<CurrentOrder>> ReadCurrentAsync(IReadOnlyCollection<string> orderUids, CancellationToken cancellationToken);

    /// <summary>The progress of every partition of a topic that has been applied from.</summary>
    Task<IReadOnlyDictionary<int, long>> ReadProgressAsync(string topicId, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the progress of a partition to <paramref name="nextOffset"/> if it is <paramref name="expected"/> (<c>null</c>: not there yet).
    /// Returns what it is afterwards, which another instance may have made another.
    /// </summary>
    Task<long> SetProgressAsync(string topicId, string topic, int partition, long? expected, long nextOffset, CancellationToken cancellationToken);
}

internal sealed record CurrentOrder(string OrderUid, long Version, byte[] Document);

/// <summary>A new version of an order, made by <paramref name="Message"/>.</summary>
internal sealed record StoredChange(IngestMessage Message, long Version);

internal abstract record ApplyResult
{
    private ApplyResult()
    {
    }

    /// <summary>Committed. Messages without a change in the list repeated the document that was there.</summary>
    internal sealed record Applied(IReadOnlyList<StoredChange> Changes) : ApplyResult;

    /// <summary>Rolled back: the progress is not where this instance expected it. Read it again.</summary>
    internal sealed record Fenced : ApplyResult;

    /// <summary>Rolled back: PostgreSQL refuses the data of at least one of the messages.</summary>
    internal sealed record Refused(string SqlState) : ApplyResult;
}
