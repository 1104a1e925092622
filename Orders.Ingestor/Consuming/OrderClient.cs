using Confluent.Kafka;

namespace Orders.Ingestor.Consuming;

/// <summary>
/// The Kafka client that reads <c>orders</c>, replaced by another one whenever the group is joined again. A client does not forget what it knew of
/// a topic: where one is made anew whose partitions have changed their leaders before, librdkafka takes the new leaders, whose epochs begin at
/// 0 again, for old news, and reads nothing any more.
/// </summary>
/// <param name="make">Makes a client that is not subscribed yet.</param>
internal sealed class OrderClient(Func<IConsumer<byte[]?, byte[]?>> make) : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private IConsumer<byte[]?, byte[]?>? _current;

    /// <summary>For the consume thread alone.</summary>
    public IConsumer<byte[]?, byte[]?> Consumer => _current ??= make();

    /// <summary>For everybody else: what is done with the client, which stays until then.</summary>
    public void Use(Action<IConsumer<byte[]?, byte[]?>> act)
    {
        _lock.EnterReadLock();
        try
        {
            act(Consumer);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>For the consume thread, when the group has been left: the next one is made when it is needed.</summary>
    public void Renew()
    {
        _lock.EnterWriteLock();
        var old = _current;
        _current = null;
        _lock.ExitWriteLock();
        if (old is not null)
        {
            // Waits for requests under way, which a broker that is away does not answer.
            _ = Task.Run(old.Dispose);
        }
    }

    public void Dispose()
    {
        _current?.Dispose();
        _lock.Dispose();
    }
}
