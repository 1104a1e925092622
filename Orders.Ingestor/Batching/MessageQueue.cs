using System.Diagnostics.CodeAnalysis;

namespace Orders.Ingestor.Batching;

/// <summary>
/// From the consume thread to one writer: bounded by messages and by bytes, so that an outage cannot fill the memory.
/// One adder, one taker.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing to dispose of.")]
internal sealed class MessageQueue(BatchLimits limits)
{
    /// <summary>Enough for the next batch to be ready when the writer comes back, and no more.</summary>
    private const int Batches = 2;

    private readonly Lock _lock = new();
    private readonly Queue<IngestMessage> _messages = new();
    private readonly SemaphoreSlim _added = new(0);
    private readonly SemaphoreSlim _filled = new(0);
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
            if (_messages.Count >= limits.Messages || _bytes >= limits.Bytes)
            {
                Signal(_filled);
            }

            return true;
        }
    }

    /// <summary>Blocks the consume thread until the writer has taken something, or the time is over.</summary>
    public void WaitForRoom(TimeSpan timeout, CancellationToken cancellationToken) => _taken.Wait(timeout, cancellationToken);

    /// <summary>
    /// The next batch: what is there, for it has waited while the last one was stored; when nothing is, what there is
    /// <see cref="BatchLimits.Linger"/> after the next message, or as soon as it makes a full batch.
    /// </summary>
    /// <param name="wait">For that next message; when it is over the batch is empty.</param>
    public async Task<List<IngestMessage>> TakeAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var batch = Drain();
        if (batch.Count == 0 && await _added.WaitAsync(wait, cancellationToken))
        {
            await _filled.WaitAsync(limits.Linger, cancellationToken);
            batch = Drain();
        }

        return batch;
    }

    private List<IngestMessage> Drain()
    {
        lock (_lock)
        {
            var batch = new List<IngestMessage>(Math.Min(_messages.Count, limits.Messages));
            var bytes = 0L;
            while (batch.Count < limits.Messages && _messages.TryPeek(out var message) && (batch.Count == 0 || bytes + message.Size <= limits.Bytes))
            {
                bytes += message.Size;
                batch.Add(_messages.Dequeue());
            }

            _bytes -= bytes;
            Clear(_filled);
            if (_messages.Count == 0)
            {
                Clear(_added);
            }

            Signal(_taken);
            return batch;
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
    /// <summary>What it said has been seen.</summary>
    private static void Clear(SemaphoreSlim semaphore) => semaphore.Wait(TimeSpan.Zero);
}
