using System.ComponentModel.DataAnnotations;

namespace Orders.QueryApi.Caching;

/// <summary>Section <c>Cache</c>.</summary>
internal sealed class CacheOptions
{
    public const string Section = "Cache";

    /// <summary>What the cached orders may take together, keys and bookkeeping included; 1 KiB to 1 TB.</summary>
    [Range(1024, 1e12, ErrorMessage = "must be 1024 to 1000000000000 (bytes)")]
    public long MaxBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>How old an answer may be when nothing proves that it is current; 100 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00", ErrorMessage = "must be 00:00:00.1 to 01:00:00")]
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(5);
}
