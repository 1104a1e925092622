using System.ComponentModel.DataAnnotations;

namespace Orders.QueryApi.Watching;

/// <summary>Section <c>Events</c>.</summary>
internal sealed class WatchingOptions
{
    public const string Section = "Events";

    /// <summary>Open streams of this instance; more are refused with 503.</summary>
    [Range(0, 1_000_000, ErrorMessage = "must be 0 to 1000000")]
    public int MaxStreams { get; set; } = 5_000;

    /// <summary>How often a stream says that it is alive; below the 15 s that clients are promised and the gateway relies on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:15", ErrorMessage = "must be 00:00:00.1 to 00:00:15")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);
}
