using System.ComponentModel.DataAnnotations;

namespace Orders.Gateway.Guarding;

/// <summary>What holds for the transport, whether TLS ends here or at a trusted proxy. Section <c>Https</c>.</summary>
internal sealed class HttpsOptions
{
    /// <summary>Whether the public port refuses what did not come over TLS.</summary>
    public bool Required { get; init; }

    /// <summary>How long browsers that came over TLS once shall come no other way; 0: they are not told.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan StrictTransportMaxAge { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Whether that holds for the names below this one as well: right only where all of them speak TLS.</summary>
    public bool IncludeSubDomains { get; init; }
}
