using Orders.Chaos.Faults;
using Orders.Chaos.Reading;

namespace Orders.Tests.Unit.Chaos;

public sealed class StalenessCheckTests
{
    private static readonly DateTime Replaced = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly FaultWindows _windows = new(TimeProvider.System);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(4.9, false)]
    [InlineData(5.1, true)]
    public void A_version_may_be_served_for_the_bound_after_it_was_replaced(double secondsLater, bool isWrong)
    {
        var check = Judge(new Observation("a", 1, "hash-1", Replaced.AddSeconds(secondsLater), IsStale: false, "reader"));

        Assert.Equal(isWrong, check.Wrong.Count == 1);
        Assert.Equal(Math.Max(0, secondsLater), check.Worst.TotalSeconds, 3);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(4.9, false)]
    [InlineData(5.1, true)]
    public void An_order_may_be_unknown_for_the_bound_after_somebody_had_it(double secondsLater, bool isWrong)
    {
        var check = new StalenessCheck(Versions, new Dictionary<(string Uid, long Version), DateTime> { [("a", 0)] = Replaced }, _windows);
        check.Judge(new Observation("a", 0, "", Replaced.AddSeconds(secondsLater), IsStale: false, "reader"));
        check.Judge(new Observation("never sent", 0, "", Replaced.AddSeconds(secondsLater), IsStale: false, "reader"));

        Assert.Equal(isWrong, check.Wrong.Count == 1);
        Assert.Equal(Math.Max(0, secondsLater), check.Worst.TotalSeconds, 3);
    }

    [Fact]
    public void The_newest_version_is_never_too_old() =>
        Assert.Empty(Judge(new Observation("a", 2, "hash-2", Replaced.AddHours(1), IsStale: false, "reader")).Wrong);

    [Theory]
    [InlineData(1, "hash-2")]
    [InlineData(3, "hash-3")]
    public void A_version_has_one_document(long version, string hash) =>
        Assert.Single(Judge(new Observation("a", version, hash, Replaced, IsStale: false, "reader")).Wrong);

    [Fact]
    public void An_order_that_nobody_sent_is_wrong() =>
        Assert.Single(Judge(new Observation("b", 1, "hash-1", Replaced, IsStale: false, "reader")).Wrong);

    [Fact]
    public void An_answer_that_says_that_it_is_stale_may_be_of_any_age() =>
        Assert.Empty(Judge(new Observation("a", 1, "hash-1", Replaced.AddHours(1), IsStale: true, "reader")).Wrong);

    [Fact]
    public void Time_in_which_the_database_stood_still_does_not_count()
    {
        using (_windows.Begin("paused", FaultWindows.Frozen))
        {
            var check = new StalenessCheck(Versions, ReplacedAt(DateTime.UtcNow.AddSeconds(-4)), _windows);
            check.Judge(new Observation("a", 1, "hash-1", DateTime.UtcNow.AddSeconds(60), IsStale: false, "reader"));
            Assert.Empty(check.Wrong);
        }
    }

    private static string[] Versions(string uid) => uid == "a" ? ["hash-1", "hash-2"] : [];

    private static Dictionary<(string Uid, long Version), DateTime> ReplacedAt(DateTime when) => new() { [("a", 1)] = when };

    private StalenessCheck Judge(Observation seen)
    {
        var check = new StalenessCheck(Versions, ReplacedAt(Replaced), _windows);
        check.Judge(seen);
        return check;
    }
}
