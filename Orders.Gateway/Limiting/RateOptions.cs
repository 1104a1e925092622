using System.ComponentModel.DataAnnotations;

namespace Orders.Gateway.Limiting;

/// <summary>How much one client or one key may ask for. Section <c>Limits</c>.</summary>
internal sealed class RateOptions
{
    private const int Most = 1_000_000;

    /// <summary>When clients and keys are limited. Wrong keys are limited always.</summary>
    [EnumDataType(typeof(When), ErrorMessage = "give auto, always or never")]
    public When RateLimits { get; init; } = When.Auto;

    /// <summary>Requests to the API of one client without a key, in the long run.</summary>
    [Range(1, Most)]
    public int RequestsPerSecond { get; init; } = 20;

    /// <summary>The same after a rest, at once.</summary>
    [Range(1, Most)]
    public int RequestBurst { get; init; } = 40;

    /// <summary>Requests of one client for the page and its files: one visit asks for dozens.</summary>
    [Range(1, Most)]
    public int PageRequestsPerSecond { get; init; } = 100;

    [Range(1, Most)]
    public int PageRequestBurst { get; init; } = 400;

    [Range(1, Most)]
    public int KeyRequestsPerSecond { get; init; } = 200;

    [Range(1, Most)]
    public int KeyRequestBurst { get; init; } = 400;

    /// <summary>Wrong keys of one client; as many at once.</summary>
    [Range(1, Most)]
    public int WrongKeysPerMinute { get; init; } = 10;

    /// <summary>Event streams of one client that are open at the same time.</summary>
    [Range(1, Most)]
    public int StreamsPerClient { get; init; } = 20;

    [Range(1, Most)]
    public int StreamsPerKey { get; init; } = 1000;

    /// <summary>Clients that are remembered at the same time; one takes about 250 bytes.</summary>
    [Range(1, 10_000_000)]
    public int RememberedClients { get; init; } = 100_000;
}
