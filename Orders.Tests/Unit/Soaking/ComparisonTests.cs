using Orders.Chaos.Soaking.Judging;
using Orders.Chaos.Soaking.Sampling;

namespace Orders.Tests.Unit.Soaking;

/// <summary>What an hour of samples is judged to be: a leak, or the usual ups and downs.</summary>
public sealed class ComparisonTests
{
    private const double Mebibyte = 1 << 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(10);

    [Fact]
    public void Memory_that_stays_level_between_collections_is_steady() =>
        Assert.True(Judge("rss_bytes", sample => (150 * Mebibyte) + (sample % 30 * Mebibyte)).Held);

    [Fact]
    public void Memory_that_only_rises_during_the_warm_up_is_steady() =>
        Assert.True(Judge("rss_bytes", sample => sample < 60 ? (100 + sample) * Mebibyte : 160 * Mebibyte).Held);

    [Theory]
    [InlineData("heap_bytes", 1)]
    [InlineData("native_bytes", 1)]
    [InlineData("rss_bytes", 3)]
    [InlineData("backend_bytes", 3)]
    public void A_leak_of_some_mebibytes_a_minute_is_found_among_collections(string measure, int aMinute) =>
        Assert.False(Judge(measure, sample => (150 * Mebibyte) + (sample % 30 * Mebibyte) + (aMinute * sample / 6.0 * Mebibyte)).Held);

    [Fact]
    public void A_leak_is_found_when_a_late_collection_hides_it_from_the_last_samples() =>
        Assert.False(Judge("heap_bytes", sample => (20 + sample) * Mebibyte / (sample >= 290 ? 10 : 1)).Held);

    [Fact]
    public void One_outlier_is_no_leak() =>
        Assert.True(Judge("heap_bytes", sample => sample is 200 ? 2_000 * Mebibyte : 20 * Mebibyte).Held);

    [Theory]
    [InlineData("handles", 350)]
    [InlineData("threads", 30)]
    [InlineData("sockets", 70)]
    [InlineData("connections", 40)]
    [InlineData("backends", 50)]
    [InlineData("backend_handles", 1_500)]
    public void What_is_opened_and_never_closed_is_found(string measure, double level)
    {
        Assert.True(Judge(measure, sample => level + (sample % 3)).Held);
        Assert.False(Judge(measure, sample => level * (1 + (sample / 360.0))).Held);
    }

    [Theory]
    [InlineData("p50_ms", 2, 40)]
    [InlineData("p99_ms", 20, 500)]
    [InlineData("fresh_p50_ms", 20, 200)]
    [InlineData("fresh_p99_ms", 100, 2_000)]
    [InlineData("lag_messages", 5, 1_000)]
    public void What_gets_much_slower_is_found(string measure, double first, double last)
    {
        Assert.True(Judge(measure, sample => first * (1 + (sample % 2))).Held);
        Assert.False(Judge(measure, sample => sample < 240 ? first : last).Held);
    }

    [Fact]
    public void The_ends_are_medians_of_the_first_and_the_last_sixth_after_the_warm_up()
    {
        var finding = Judge("handles", sample => sample < 60 ? 10_000 : sample);

        Assert.Equal(85, finding.First, 5.0);
        Assert.Equal(334, finding.Last, 5.0);
    }

    /// <summary>Of samples that are ten seconds apart, for an hour.</summary>
    private static Finding Judge(string measure, Func<int, double> value)
    {
        using var recording = new Recording(null);
        var series = new Series("service", measure);
        for (var sample = 0; sample < 360; sample++)
        {
            recording.Add(TimeSpan.FromSeconds(10 * sample), series, value(sample));
        }

        return Assert.Single(Comparison.Of(recording, WarmUp));
    }
}
