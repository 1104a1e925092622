using System.ComponentModel.DataAnnotations;
using Orders.Contracts.Decoding;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Section <c>DeadLetters</c>.</summary>
internal sealed class DeadLetterOptions
{
    public const string Section = "DeadLetters";

    /// <summary>Readers of the topic at the same time, a Kafka client each.</summary>
    [Range(1, 64, ErrorMessage = "must be 1 to 64")]
    public int MaxConcurrency { get; set; } = 2;

    /// <summary>How long Kafka may take for one step, the wait for a free reader included. Below the gateway's patience.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "must be 00:00:00.1 to 00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How many dead letters one request looks at when it filters; its cursor goes on from there.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be 1 to 1000000")]
    public int MaxScanned { get; set; } = 5_000;

    /// <summary>A page ends early when its payloads have so many bytes.</summary>
    [Range(1_024, 1_073_741_824, ErrorMessage = "must be 1024 to 1073741824 (bytes)")]
    public int MaxPageBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>The largest corrected message; the ingestor's <c>MaxMessageBytes</c>, unless that was changed.</summary>
    [Range(1_024, 104_857_600, ErrorMessage = "must be 1024 to 104857600 (bytes)")]
    public int MaxMessageBytes { get; set; } = DecodeLimits.Default.MaxMessageBytes;
}
