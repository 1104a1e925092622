using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

using Confluent.Kafka;

using Orders.Contracts;

namespace Orders.Chaos.Accounting;

/// <summary>
/// What the topic of orders holds, and therefore what must be in the table and among the dead letters. The topic is the truth, not what was
/// sent: a broker that answers too late gets a message twice, and another producer may be at work beside ours.
/// </summary>
internal sealed class OrderLog : IDisposable
{
    private readonly string _bootstrapServers;
    private readonly int _partitions;
    private readonly ConcurrentDictionary<string, ExpectedOrder> _orders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ExpectedLetter> _letters = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly List<string> _uids = [];
    private TopicFollower _follower;

    public OrderLog(string bootstrapServers, int partitions)
    {
        (_bootstrapServers, _partitions) = (bootstrapServers, partitions);
        _follower = Follow();
    }

    /// <summary>By uid: the hash of each version in order; version n is at n - 1.</summary>
    public IReadOnlyDictionary<string, ExpectedOrder> Orders => _orders;

    /// <summary>By key.</summary>
    public IReadOnlyDictionary<string, ExpectedLetter> Letters => _letters;

    public long Records { get; private set; }

    public static string Hash(ReadOnlySpan<byte> document) => Convert.ToHexString(SHA256.HashData(document), 0, 16);

    /// <summary>One of the orders in the topic; null while there is none.</summary>
    public string? AnyUid(Random random)
    {
        lock (_lock)
        {
            return _uids.Count == 0 ? null : _uids[random.Next(_uids.Count)];
        }
    }

    /// <summary>As the ingestor keys its progress.</summary>
    public async Task<string> TopicIdAsync()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _bootstrapServers }).SetLogHandler(static (_, _) => { }).Build();
        var topics = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([TopicNames.Orders]), new Confluent.Kafka.Admin.DescribeTopicsOptions { RequestTimeout = TimeSpan.FromSeconds(5) });
        return topics.TopicDescriptions[0].TopicId.ToString();
    }

    public long[] Ends() => _follower.Ends();

    public Task CaughtUpAsync(CancellationToken cancellationToken) => _follower.CaughtUpAsync(cancellationToken);

    /// <summary>The topic is about to be deleted and made anew: call when caught up, and <see cref="Resume"/> afterwards.</summary>
    public void Suspend() => _follower.Dispose();

    public void Resume() => _follower = Follow();

    public void Dispose() => _follower.Dispose();

    private TopicFollower Follow() => new(_bootstrapServers, TopicNames.Orders, _partitions, Add);

    private void Add(ConsumeResult<byte[]?, byte[]?> record)
    {
        Records++;
        var key = Encoding.UTF8.GetString(record.Message.Key ?? []);
        var hash = Hash(record.Message.Value);
        if (OrderText.ReasonFor(key) is { } reason)
        {
            _letters.GetOrAdd(key, _ => new ExpectedLetter(reason, hash)).Positions.Enqueue((record.Partition.Value, record.Offset.Value));
            return;
        }

        if (!_orders.TryGetValue(key, out var order))
        {
            _orders[key] = order = new ExpectedOrder();
            lock (_lock)
            {
                _uids.Add(key);
            }
        }

        order.Apply(hash);
    }
}

/// <summary>What must become of an order: the same document again changes nothing, another one is another version.</summary>
internal sealed class ExpectedOrder
{
    private readonly Lock _lock = new();
    private readonly List<string> _versions = [];

    public string[] Versions
    {
        get
        {
            lock (_lock)
            {
                return [.. _versions];
            }
        }
    }

    public void Apply(string hash)
    {
        lock (_lock)
        {
            if (_versions.Count == 0 || _versions[^1] != hash)
            {
                _versions.Add(hash);
            }
        }
    }
}

/// <summary>A message that must be among the dead letters, once for each of its positions in the topic at least.</summary>
internal sealed record ExpectedLetter(string Reason, string Hash)
{
    public ConcurrentQueue<(int Partition, long Offset)> Positions { get; } = [];
}
