using System.ComponentModel.DataAnnotations;

namespace Orders.Gateway.Operations;

/// <summary>What the gateway remembers for the operators' charts. Section <c>Operations</c>.</summary>
internal sealed class OperationsOptions
{
    /// <summary>How often each instance is asked.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far back the charts go.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "06:00:00")]
    public TimeSpan History { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an instance may take to answer; less than a step.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest answer that is read, in bytes. A service's metrics take some tens of kilobytes.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxAnswerBytes { get; init; } = 2 * 1024 * 1024;
}
