using System.ComponentModel.DataAnnotations;

namespace Orders.QueryApi.Caching;

/// <summary>Section <c>Cache</c>.</summary>
internal sealed class CacheOptions
{
    public const string Section = "Cache";

    /// <summary>What the cached orders may take together, keys and bookkeeping included; 1 KB to 1 TB.</summary>
    [Range(1024L, 1024L * 1024 * 1024 * 1024)]
    public long MaxBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>How old an answer may be when nothing proves that it is current; 100 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(5);
}
