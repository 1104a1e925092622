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

    /// <summary>How long a client may take to send its request line and headers.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan RequestHeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may lie idle between two requests.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
