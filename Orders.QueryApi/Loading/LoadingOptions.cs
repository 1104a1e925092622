using System.ComponentModel.DataAnnotations;

namespace Orders.QueryApi.Loading;

/// <summary>Section <c>Loading</c>.</summary>
internal sealed class LoadingOptions
{
    public const string Section = "Loading";

    /// <summary>How long one order may take to come from the database, the wait for a connection included; 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "must be 00:00:00.1 to 00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How many queries for orders run at the same time, one connection each. Orders that are asked for meanwhile share the next one.</summary>
    [Range(1, 1000, ErrorMessage = "must be 1 to 1000")]
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>How many lists and histories are read at the same time, one connection each, beside the orders.</summary>
    [Range(1, 1000, ErrorMessage = "must be 1 to 1000")]
    public int MaxConcurrentLists { get; set; } = 8;
}
