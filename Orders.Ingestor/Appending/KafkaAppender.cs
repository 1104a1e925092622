using Confluent.Kafka;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Ingestor.Appending;

/// <summary>A record and where it goes: <see cref="Partition.Any"/> leaves the partition to the key.</summary>
/// <param name="Span">Ends with the broker's word about the record.</param>
internal sealed record PendingRecord(TopicPartition Target, Message<byte[]?, byte[]?> Record, SendSpan? Span = null);

/// <summary>Appends records and waits until all in-sync replicas have them.</summary>
internal sealed class KafkaAppender(IProducer<byte[]?, byte[]?> producer, ProducerEnd end)
{
    private static readonly TimeSpan QueueFullPause = TimeSpan.FromMilliseconds(5);

    /// <param name="records">In the order in which they shall stand in their partitions.</param>
    /// <param name="acknowledged">Called with the index of each record that is safe, from the client's own thread.</param>
    /// <exception cref="KafkaException">At least one is not safe; the others are, or are reported to be. Fatal when no other attempt can succeed.</exception>
    public async Task AppendAsync(IReadOnlyList<PendingRecord> records, Action<int>? acknowledged = null)
    {
        if (records.Count == 0)
        {
            return;
        }

        var outcome = new Outcome(records.Count);
        for (var index = 0; index < records.Count; index++)
        {
            await EnqueueAsync(records[index], index, outcome, acknowledged);
        }

        if (await outcome.Task is { } error)
        {
            throw new KafkaException(end.Behind(error));
        }
    }

    private async Task EnqueueAsync(PendingRecord record, int index, Outcome outcome, Action<int>? acknowledged)
    {
        while (!TryEnqueue(record, index, outcome, acknowledged))
        {
            await Task.Delay(QueueFullPause);
        }
    }

    /// <summary>False when the client's queue is full.</summary>
    private bool TryEnqueue(PendingRecord record, int index, Outcome outcome, Action<int>? acknowledged)
    {
        try
        {
            producer.Produce(record.Target, record.Record, report =>
            {
                if (report.Error.IsError)
                {
                    record.Span?.Failed(report.Error.Code.ToString());
                }
                else
                {
                    record.Span?.Acknowledged(report.Partition.Value, report.Offset.Value);
                    acknowledged?.Invoke(index);
                }

                outcome.Settle(report.Error);
            });
            return true;
        }
        catch (ProduceException<byte[]?, byte[]?> refusal) when (refusal.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (ProduceException<byte[]?, byte[]?> refusal)
        {
            record.Span?.Failed(refusal.Error.Code.ToString());
            outcome.Settle(refusal.Error);
            return true;
        }
    }

    /// <summary>Completes with the first error, if any, when every record has been settled.</summary>
    private sealed class Outcome(int records)
    {
        private readonly TaskCompletionSource<Error?> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _open = records;
        private Error? _error;

        public Task<Error?> Task => _settled.Task;

        public void Settle(Error error)
        {
            if (error.IsError)
            {
                Interlocked.CompareExchange(ref _error, error, null);
            }

            if (Interlocked.Decrement(ref _open) == 0)
            {
                _settled.SetResult(Volatile.Read(ref _error));
            }
        }
    }
}
