using System.Diagnostics.CodeAnalysis;

namespace Orders.Ingestor.Batching;

/// <summary>
/// From the consume thread to one writer: bounded by messages and by bytes, so that an outage cannot fill the memory.
/// One adder, one taker.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing to dispose of.")]
internal sealed class MessageQueue(BatchLimits limits, TimeProvider time)
{
    /// <summary>Enough for the next batch to be ready when the writer comes back, and no more.</summary>
    private const int Batches = 2;

    private readonly Lock _lock = new();
    private readonly Queue<IngestMessage> _messages = new();
    private readonly SemaphoreSlim _added = new(0);
    private readonly SemaphoreSlim _taken = new(0);
    private long _bytes;

    /// <summary>False when there is no room; one message always fits, however large.</summary>
    public bool TryAdd(IngestMessage message)
    {
        lock (_lock)
        {
            if (_messages.Count >= Batches * limits.Messages || (_messages.Count > 0 && _bytes + message.Size > Batches * limits.Bytes))
            {
                return false;
            }

            _messages.Enqueue(message);
            _bytes += message.Size;
            Signal(_added);
            return true;
        }
    }

    /// <summary>Blocks the consume thread until the writer has taken something, or the time is over.</summary>
    public void WaitForRoom(TimeSpan timeout, CancellationToken cancellationToken) => _taken.Wait(timeout, cancellationToken);

    /// <summary>
    /// The next batch: what is there, after waiting for a first message until <paramref name="wait"/> is over and then at most
    /// <see cref="BatchLimits.Linger"/> for a full batch. Empty when nothing came.
    /// </summary>
    public async Task<List<IngestMessage>> TakeAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var batch = new List<IngestMessage>();
        if (Drain(batch, out var full) == 0 && await _added.WaitAsync(wait, cancellationToken))
        {
            Drain(batch, out full);
        }

        var opened = time.GetTimestamp();
        while (batch.Count > 0 && !full)
        {
            var rest = limits.Linger - time.GetElapsedTime(opened);
            if (rest <= TimeSpan.Zero || !await _added.WaitAsync(rest, cancellationToken))
            {
                break;
            }

            Drain(batch, out full);
        }

        return batch;
    }

    private int Drain(List<IngestMessage> batch, out bool full)
    {
        lock (_lock)
        {
            full = false;
            var bytes = batch.Sum(message => (long)message.Size);
            while (_messages.TryPeek(out var message))
            {
                full = batch.Count >= limits.Messages || (batch.Count > 0 && bytes + message.Size > limits.Bytes);
                if (full)
                {
                    break;
                }

                _messages.Dequeue();
                _bytes -= message.Size;
                bytes += message.Size;
                batch.Add(message);
            }

            full |= batch.Count >= limits.Messages;
            Signal(_taken);
            return batch.Count;
        }
    }

    /// <summary>At most one permit: it says that something happened, not how often.</summary>
    private static void Signal(SemaphoreSlim semaphore)
    {
        if (semaphore.CurrentCount == 0)
        {
            semaphore.Release();
        }
    }
}
