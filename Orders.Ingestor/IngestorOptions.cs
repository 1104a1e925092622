using System.ComponentModel.DataAnnotations;
using Orders.Contracts.Decoding;
using Orders.Ingestor.Batching;

namespace Orders.Ingestor;

/// <summary>The section <c>Ingestor</c>.</summary>
internal sealed class IngestorOptions
{
    public const string Section = "Ingestor";

    /// <summary>The consumer group whose committed offsets say what has been broadcast. Instances of one system share it.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Group { get; set; } = "orders-ingestor";

    /// <summary>How many batches are stored at the same time; each partition belongs to one writer.</summary>
    [Range(1, 64)]
    public int Writers { get; set; } = 2;

    /// <summary>At most so many messages in one transaction.</summary>
    [Range(1, 10_000)]
    public int BatchMessages { get; set; } = 1_000;

    /// <summary>At most so many bytes of messages in one transaction.</summary>
    [Range(65_536, 268_435_456)]
    public long BatchBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How long a batch that is not full waits for more messages while more keep coming. It waits for nothing when all that Kafka has sent is in it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan BatchLinger { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>A message with more bytes goes to the dead letters unread.</summary>
    [Range(1_024, 104_857_600)]
    public int MaxMessageBytes { get; set; } = DecodeLimits.Default.MaxMessageBytes;

    /// <summary>How often the caches hear that nothing is missing. Must stay well below their <c>Cache:MaxStaleness</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a partition that leaves may hold up the rebalance (or the shutdown) while its batch is finished.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReleaseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public BatchLimits BatchLimits => new(BatchMessages, BatchBytes, BatchLinger);

    public DecodeLimits DecodeLimits => new() { MaxMessageBytes = MaxMessageBytes };
}
