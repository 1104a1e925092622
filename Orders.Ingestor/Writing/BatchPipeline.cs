using Orders.Contracts.Decoding;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Broadcasting;
using Orders.Ingestor.Consuming;
using Orders.Ingestor.DeadLettering;
using Orders.Ingestor.Outages;
using Orders.Ingestor.Storing;
using Orders.Ingestor.Tracing;

namespace Orders.Ingestor.Writing;

/// <summary>
/// Takes a batch from Kafka to the database and on to the caches. Read from top to bottom it is the guarantee: what is rejected
/// is in the DLQ before the progress moves, the progress moves with the rows, the caches are told after the commit, and Kafka's
/// offset moves last. After a crash between any two steps the next owner starts at or before the step that is missing.
/// </summary>
internal sealed class BatchPipeline(
    IOrderStore store,
    IDeadLetterTopic deadLetters,
    IChangeTopic changes,
    IBroadcastOffsets offsets,
    ConsumerRestart restart,
    OutageRetry retry,
    IngestMetrics metrics,
    IngestSpans spans,
    DecodeLimits limits,
    TimeProvider time,
    ILogger log)
{
    /// <param name="batch">In the order of its partitions' offsets.</param>
    /// <param name="stop">Ends waiting for the database or the broker to come back; a batch that can be finished is finished.</param>
    public Task RunAsync(IReadOnlyList<IngestMessage> batch, CancellationToken stop) => spans.RunAsync(batch, () => TakeThroughAsync(batch, stop));

    private async Task TakeThroughAsync(IReadOnlyList<IngestMessage> batch, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        foreach (var message in batch)
        {
            message.Decode(now, limits);
        }

        await SettleAsync(batch, stop);
        var settled = batch.Where(message => !message.IsFresh).ToList();

        var news = await ChangesAsync(settled, stop);
        await retry.RunAsync(() => changes.BroadcastAsync(news), stop);

        foreach (var message in settled)
        {
            message.Partition.Broadcast = message.Offset + 1;
        }

        offsets.Store(settled.Select(message => message.Partition).Distinct());
        metrics.Settled(settled);
    }

    /// <summary>Until every message is in the DLQ or in the table and the progress is behind it, or its partition has left.</summary>
    private async Task SettleAsync(IReadOnlyList<IngestMessage> messages, CancellationToken stop)
    {
        var fresh = messages.Where(message => message.IsFresh && !message.Partition.Released).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        await retry.RunAsync(() => DeadLetterAsync(fresh), stop);

        switch (await retry.RunAsync(() => store.ApplyAsync(fresh, CancellationToken.None), stop))
        {
            case ApplyResult.Applied applied:
                Advance(fresh, applied);
                break;

            case ApplyResult.Fenced:
                await retry.RunAsync(() => ReadProgressAsync(fresh), stop);
                await SettleAsync(messages, stop);
                break;

            case ApplyResult.Refused refused when fresh.Count(message => message.Row is not null) == 1:
                var culprit = fresh.Single(message => message.Row is not null);
                log.RefusedByDatabase(culprit.Partition.Id, culprit.Offset, refused.SqlState);
                culprit.Refuse(refused.SqlState);
                await SettleAsync(fresh, stop);
                break;

            case ApplyResult.Refused:
                // One bad row must not take the others with it: halve until it stands alone.
                await SettleAsync(fresh[..(fresh.Count / 2)], stop);
                await SettleAsync(fresh[(fresh.Count / 2)..], stop);
                break;
        }
    }

    private Task DeadLetterAsync(List<IngestMessage> fresh)
    {
        var rejected = fresh.Where(message => message.Rejected is not null && !message.DeadLettered).ToList();
        return rejected.Count == 0 ? Task.CompletedTask : deadLetters.AppendAsync(rejected);
    }

    private static void Advance(List<IngestMessage> applied, ApplyResult.Applied result)
    {
        foreach (var message in applied)
        {
            message.Applied = true;
            message.Partition.Applied = message.Offset + 1;
        }

        foreach (var change in result.Changes)
        {
            change.Message.Version = change.Version;
        }
    }

    /// <summary>
    /// Another instance, or an attempt of ours whose answer got lost, has moved the progress. What lies behind it now has been
    /// applied and only needs its broadcast.
    /// </summary>
    private async Task ReadProgressAsync(List<IngestMessage> fresh)
    {
        var partitions = fresh.Select(message => message.Partition).Distinct().ToList();
        var progress = await store.ReadProgressAsync(partitions[0].TopicId, CancellationToken.None);
        foreach (var partition in partitions)
        {
            if (progress.TryGetValue(partition.Id, out var next) && next >= partition.Applied)
            {
                log.Fenced(partition.Id, partition.Applied, next);
                partition.Applied = next;
            }
            else
            {
                // The database went back in time (a backup was restored): read again from where it is.
                partition.Release();
                restart.Request($"the progress of partition {partition.Id} went backwards");
            }
        }
    }

    /// <summary>
    /// What the caches have to hear: the versions that this batch made, and the current rows of the orders whose messages had been
    /// applied before. A message that changed nothing says nothing: its document was broadcast when it was new.
    /// </summary>
    private async Task<List<OrderChange>> ChangesAsync(List<IngestMessage> settled, CancellationToken stop)
    {
        var news = settled
            .Where(message => message.Version > 0)
            .Select(message => new OrderChange(message, message.Row!.OrderUid, message.Version, message.Row.Document))
            .ToList();

        var repeated = new Dictionary<string, IngestMessage>(StringComparer.Ordinal);
        foreach (var message in settled.Where(message => !message.Applied && message.Row is not null))
        {
            repeated[message.Row!.OrderUid] = message;
        }

        if (repeated.Count > 0)
        {
            var rows = await retry.RunAsync(() => store.ReadCurrentAsync(repeated.Keys, CancellationToken.None), stop);
            news.AddRange(rows.Select(row => new OrderChange(repeated[row.OrderUid], row.OrderUid, row.Version, row.Document)));
        }

        return news;
    }
}
