using System.ComponentModel.DataAnnotations;

namespace Orders.Gateway.Proxying;

/// <summary>How requests reach the query APIs. Section <c>Proxy</c>.</summary>
internal sealed class ProxyOptions
{
    /// <summary>How long one query API may take to accept a connection.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one query API may be silent before the request is given to another.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a request may take in all, whoever is tried. Event streams are exempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the names of services are looked up again, for replicas that came or went.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan LookupInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often each query API is asked for its health.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a query API that failed live requests is left alone.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan PauseAfterFailures { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What a client is told to wait when nobody could answer, in whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);
}
