using System.ComponentModel.DataAnnotations;

namespace Orders.Producer;

/// <summary>The section <c>Producer</c>; each has an option of the command line, which wins.</summary>
internal sealed class ProducerOptions
{
    public const string Section = "Producer";

    private const string ShareMessage = "must be 0 to 1";

    /// <summary>Messages a second, all kinds together; 0: as fast as the broker takes them.</summary>
    [Range(0, 1_000_000, ErrorMessage = "must be 0 (as fast as possible) to 1000000")]
    public double OrdersPerSecond { get; set; } = 20;

    /// <summary>The share of messages that are wrong.</summary>
    [Range(0.0, 1.0, ErrorMessage = ShareMessage)]
    public double InvalidShare { get; set; } = 0.02;

    /// <summary>The share of valid messages that update an earlier order.</summary>
    [Range(0.0, 1.0, ErrorMessage = ShareMessage)]
    public double UpdateShare { get; set; } = 0.2;

    /// <summary>The same seed gives the same messages; none: different ones each time.</summary>
    public int? Seed { get; set; }

    /// <summary>How many messages to send before the process ends; none: it runs until it is stopped.</summary>
    [Range(typeof(long), "1", "9223372036854775807", ErrorMessage = "must be at least 1")]
    public long? Count { get; set; }
}
