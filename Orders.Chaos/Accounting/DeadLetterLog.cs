using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

using Confluent.Kafka;

using Orders.Contracts;

namespace Orders.Chaos.Accounting;

/// <summary>The dead letters as they came.</summary>
internal sealed class DeadLetterLog : IDisposable
{
    private readonly TopicFollower _follower;
    private readonly ConcurrentDictionary<(string Key, int Partition, long Offset), (string Reason, string Hash)> _letters = [];
    private long _records;

    public DeadLetterLog(string bootstrapServers, int partitions) =>
        _follower = new TopicFollower(bootstrapServers, TopicNames.DeadLetters, partitions, Add);

    /// <summary>By key and original position; each may have come more than once.</summary>
    public IReadOnlyDictionary<(string Key, int Partition, long Offset), (string Reason, string Hash)> Letters => _letters;

    public long Records => Interlocked.Read(ref _records);

    public Task CaughtUpAsync(CancellationToken cancellationToken) => _follower.CaughtUpAsync(cancellationToken);

    public void Dispose() => _follower.Dispose();

    private void Add(ConsumeResult<byte[]?, byte[]?> record)
    {
        Interlocked.Increment(ref _records);
        var position = (
            Encoding.UTF8.GetString(record.Message.Key ?? []),
            int.Parse(Header(record, HeaderNames.OriginalPartition), CultureInfo.InvariantCulture),
            long.Parse(Header(record, HeaderNames.OriginalOffset), CultureInfo.InvariantCulture));
        _letters[position] = (Header(record, HeaderNames.ErrorReason), OrderLog.Hash(record.Message.Value));
    }

    private static string Header(ConsumeResult<byte[]?, byte[]?> record, string name) =>
        record.Message.Headers.TryGetLastBytes(name, out var value)
            ? Encoding.UTF8.GetString(value)
            : throw new InvalidOperationException($"A dead letter at {record.TopicPartitionOffset} has no {name}.");
}
