using Confluent.Kafka;

namespace Orders.QueryApi.DeadLetters;

/// <summary>
/// Sends replays, with a new producer when the present one is at its end: an idempotent one that lost its place in the sequence refuses
/// everything for good. Only its error handler hears that this is fatal; what it refuses looks like trouble that passes.
/// </summary>
/// <remarks>
/// The ingestor ends its process instead, which loses it nothing; here that would cost the cache and everybody's streams.
/// </remarks>
/// <param name="make">Makes a producer whose error handler is the one that is given.</param>
internal sealed class ReplayProducer(Func<Action<Error>, IProducer<byte[]?, byte[]?>> make, ILogger<ReplayProducer> log) : IDisposable
{
    private readonly Lock _lock = new();
    private Lent? _current;

    /// <returns>When all in-sync replicas have it.</returns>
    /// <exception cref="KafkaException">It may not be there.</exception>
    public async Task<DeliveryResult<byte[]?, byte[]?>> SendAsync(TopicPartition target, Message<byte[]?, byte[]?> message)
    {
        for (var isLast = false; ; isLast = true)
        {
            var lent = Borrow();
            try
            {
                return await lent.Producer.ProduceAsync(target, message);
            }
            catch (KafkaException) when (lent.End is not null && !isLast)
            {
                // Its successor sends it. Should it be there all the same, twice has the effect of once.
            }
            finally
            {
                GiveBack(lent);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Retire(_current);
        }
    }

    private Lent Borrow()
    {
        lock (_lock)
        {
            _current ??= new Lent(make);
            _current.Users++;
            return _current;
        }
    }

    private void GiveBack(Lent lent)
    {
        lock (_lock)
        {
            lent.Users--;
            if (lent.End is { } end && !lent.Retired)
            {
                log.ReplayProducerEnded(end.Code);
                Retire(lent);
            }

            lent.DisposeWhenDone();
        }
    }

    private void Retire(Lent? lent)
    {
        if (lent is not null)
        {
            lent.Retired = true;
            lent.DisposeWhenDone();
            _current = _current == lent ? null : _current;
        }
    }

    /// <summary>A producer and how many wait for its word: disposing of it under them would leave them waiting for ever.</summary>
    private sealed class Lent
    {
        private Error? _end;
        private bool _disposed;

        public Lent(Func<Action<Error>, IProducer<byte[]?, byte[]?>> make) => Producer = make(Heard);

        public IProducer<byte[]?, byte[]?> Producer { get; }

        /// <summary>The error after which it takes nothing any more. Known before the message learns of it that met the error.</summary>
        public Error? End => Volatile.Read(ref _end);

        public int Users { get; set; }

        public bool Retired { get; set; }

        public void DisposeWhenDone()
        {
            if (Retired && Users == 0 && !_disposed)
            {
                _disposed = true;
                Producer.Dispose();
            }
        }

        private void Heard(Error error)
        {
            if (error.IsFatal)
            {
                Volatile.Write(ref _end, error);
            }
        }
    }
}
