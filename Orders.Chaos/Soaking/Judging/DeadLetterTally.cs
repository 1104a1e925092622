using System.Globalization;
using System.Text;

using Confluent.Kafka;

using Orders.Contracts;

namespace Orders.Chaos.Soaking.Judging;

/// <summary>
/// Counts the dead letters as they come, as the in-memory cluster keeps only the newest: each message once, however often it was appended.
/// </summary>
internal sealed class DeadLetterTally : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private readonly HashSet<(int Partition, long Offset)> _seen = [];
    private readonly Dictionary<string, long> _reasons = [];
    private readonly Lock _lock = new();
    private long _doubled;

    public DeadLetterTally(string bootstrapServers)
    {
        _consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = "soak", EnableAutoCommit = false }).Build();
        using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        var partitions = admin.GetMetadata(TopicNames.DeadLetters, Timeout).Topics.Single().Partitions;
        _consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(TopicNames.DeadLetters, partition.PartitionId, Offset.Beginning)));
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Appended again: at least once is what is promised, and what a rebalance may need.</summary>
    public long Doubled => Interlocked.Read(ref _doubled);

    /// <summary>Different messages among the dead letters, for this reason.</summary>
    public long Of(string reason)
    {
        lock (_lock)
        {
            return _reasons.GetValueOrDefault(reason);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reading.Wait();
        _stop.Dispose();
        _consumer.Dispose();
    }

    // Consuming and closing are one thread's business.
    private void Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_consumer.Consume(Poll) is { } letter)
            {
                Count(letter.Message.Headers);
            }
        }

        _consumer.Close();
    }

    private void Count(Headers headers)
    {
        var original = (int.Parse(Text(headers, HeaderNames.OriginalPartition), CultureInfo.InvariantCulture), long.Parse(Text(headers, HeaderNames.OriginalOffset), CultureInfo.InvariantCulture));
        lock (_lock)
        {
            if (_seen.Add(original))
            {
                var reason = Text(headers, HeaderNames.ErrorReason);
                _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
            }
            else
            {
                _doubled++;
            }
        }
    }

    private static string Text(Headers headers, string name) => Encoding.UTF8.GetString(headers.GetLastBytes(name));
}
