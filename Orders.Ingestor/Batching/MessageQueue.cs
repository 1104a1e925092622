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
    private readonly SemaphoreSlim _complete = new(0);
    private readonly SemaphoreSlim _taken = new(0);
    private long _bytes;
    private bool _moreAtHand;

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
            _moreAtHand = true;
            Say();
            return true;
        }
    }

    /// <summary>All that had arrived has been added: a batch need not wait for more.</summary>
    public void NothingAtHand()
    {
        lock (_lock)
        {
            _moreAtHand = false;
            Say();
        }
    }

    /// <summary>Blocks the consume thread until the writer has taken something, or the time is over.</summary>
    public void WaitForRoom(TimeSpan timeout, CancellationToken cancellationToken) => _taken.Wait(timeout, cancellationToken);

    /// <summary>
    /// The next batch: what is there as soon as it is full or nothing more is at hand, at most <see cref="BatchLimits.Linger"/> after the
    /// first message, or after the call where that came before.
    /// </summary>
    /// <param name="wait">For a first message; when it is over the batch is empty.</param>
    public async Task<List<IngestMessage>> TakeAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (await _added.WaitAsync(wait, cancellationToken))
        {
            await _complete.WaitAsync(limits.Linger, cancellationToken);
        }

        return Drain();
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
            Say();
            Set(_taken, true);
            return batch;
        }
    }

    private void Say()
    {
        // Before the taker is woken, who would find what was true of the last batch.
        Set(_complete, !_moreAtHand || _messages.Count >= limits.Messages || _bytes >= limits.Bytes);
        Set(_added, _messages.Count > 0);
    }

    /// <summary>At most one permit: it says that it is so, not how often it became so.</summary>
    private static void Set(SemaphoreSlim semaphore, bool isSo)
    {
        if (!isSo)
        {
            semaphore.Wait(TimeSpan.Zero);
        }
        else if (semaphore.CurrentCount == 0)
        {
            semaphore.Release();
        }
    }
}
