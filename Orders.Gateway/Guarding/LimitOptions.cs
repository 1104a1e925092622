using System.ComponentModel.DataAnnotations;

namespace Orders.Gateway.Guarding;

/// <summary>What one client may ask of the gateway. Section <c>Limits</c>.</summary>
internal sealed class LimitOptions
{
    /// <summary>The largest request body, in bytes: an order message may have 1 MB.</summary>
    [Range(1, int.MaxValue)]
    public long MaxRequestBodyBytes { get; init; } = 1024 * 1024;

    [Range(1, int.MaxValue)]
    public int MaxRequestHeadersBytes { get; init; } = 16 * 1024;

    /// <summary>Open connections over all clients; more are closed at once.</summary>
    [Range(1, int.MaxValue)]
    public long MaxConnections { get; init; } = 10_000;

    /// <summary>Open connections of one client. Neither the loopback nor a trusted proxy is one.</summary>
    [Range(1, int.MaxValue)]
    public int MaxConnectionsPerClient { get; init; } = 500;

    /// <summary>How long a client may take to send its request line and headers.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan RequestHeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may lie idle between two requests.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A client that sends its body, or takes its answer, more slowly is cut off.</summary>
    [Range(1, int.MaxValue)]
    public int MinBytesPerSecond { get; init; } = 240;

    /// <summary>How long it may be slower at the beginning.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan SlownessGrace { get; init; } = TimeSpan.FromSeconds(5);
}
