using Orders.Chaos.Messages.Watching;

namespace Orders.Tests.Unit.Messages;

public sealed class MemoryTrendTests
{
    [Fact]
    public void A_leak_is_noticed() => Assert.True(Trend(900, second => 200 + (second / 4)).Grows);

    [Fact]
    public void Memory_that_goes_up_and_down_or_grows_while_a_process_warms_up_is_no_leak()
    {
        Assert.False(Trend(900, second => second % 2 == 0 ? 200 : 400).Grows);
        Assert.False(Trend(900, second => Math.Min(300, 20 * second)).Grows);
    }

    [Fact]
    public void A_short_run_is_not_judged_and_says_so()
    {
        var trend = Trend(100, second => 100 * second);
        Assert.False(trend.Grows);
        Assert.Contains("too short", trend.ToString(), StringComparison.Ordinal);
    }

    private static MemoryTrend Trend(int seconds, Func<int, long> mebibytes)
    {
        var trend = new MemoryTrend();
        for (var second = 0; second < seconds; second++)
        {
            trend.Add(mebibytes(second));
        }

        return trend;
    }
}
