using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

using Confluent.Kafka;

using Orders.Contracts;

namespace Orders.Chaos.Messages.Accounting;

/// <summary>Everything that comes to the dead letters, by where it stood in <c>orders</c>. Reads on a thread of its own, so that nothing is lost to retention.</summary>
internal sealed class DeadLetters : IDisposable
{
    private readonly ConcurrentDictionary<(int Partition, long Offset), ConsumeResult<byte[]?, byte[]?>> _letters = new();
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private int _repeated;
    private int _unknown;

    public DeadLetters(string bootstrapServers, int partitions)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            GroupId = "chaos-messages",
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            // A waiting fetch of the in-memory broker is not woken by new records.
            FetchWaitMaxMs = 10,
        };
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).Build();
        _consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(TopicNames.DeadLetters, partition, 0)));
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Letters that came a second time; the promise is "at least once", and nothing here gives a reason to repeat one.</summary>
    public int Repeated => Volatile.Read(ref _repeated);

    /// <summary>Letters whose headers do not say where they came from.</summary>
    public int Unknown => Volatile.Read(ref _unknown);

    /// <summary>Letters that nobody has taken.</summary>
    public int Left => _letters.Count;

    /// <summary>The letter of a message, once.</summary>
    /// <exception cref="KafkaException">The topic could not be read.</exception>
    public ConsumeResult<byte[]?, byte[]?>? Take(int partition, long offset)
    {
        if (_reading.IsCompleted)
        {
            _reading.GetAwaiter().GetResult();
        }

        return _letters.TryRemove((partition, offset), out var letter) ? letter : null;
    }

    public void Dispose()
    {
        _stop.Cancel();
        ((IAsyncResult)_reading).AsyncWaitHandle.WaitOne();
        _consumer.Dispose();
        _stop.Dispose();
    }

    private void Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_consumer.Consume(TimeSpan.FromMilliseconds(100)) is not { } letter)
            {
                continue;
            }

            if (Number(letter, HeaderNames.OriginalPartition) is not { } partition || Number(letter, HeaderNames.OriginalOffset) is not { } offset)
            {
                Interlocked.Increment(ref _unknown);
            }
            else if (!_letters.TryAdd(((int)partition, offset), letter))
            {
                Interlocked.Increment(ref _repeated);
            }
        }
    }

    private static long? Number(ConsumeResult<byte[]?, byte[]?> letter, string header) =>
        letter.Message.Headers is { } headers && headers.TryGetLastBytes(header, out var value)
            && long.TryParse(Encoding.UTF8.GetString(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
