using Orders.Producer.Producing;

namespace Orders.Tests.Unit.Producer;

public sealed class ScheduleTests
{
    private readonly ManualClock _clock = new();

    private static int TakeAll(Schedule schedule)
    {
        var taken = 0;
        while (schedule.TryTake())
        {
            taken++;
        }

        return taken;
    }

    [Theory]
    [InlineData(20)]
    [InlineData(0.5)]
    [InlineData(7_777)]
    public void Over_time_the_rate_is_exact_however_the_ticks_fall(double rate)
    {
        var schedule = new Schedule(rate, _clock);
        var random = new Random(5);
        var taken = 0;
        var elapsed = TimeSpan.Zero;
        while (elapsed < TimeSpan.FromMinutes(2))
        {
            var tick = TimeSpan.FromMilliseconds(random.Next(1, 200));
            elapsed += tick;
            _clock.Advance(tick);
            taken += TakeAll(schedule);
        }

        Assert.InRange(taken, (elapsed.TotalSeconds * rate) - 1, (elapsed.TotalSeconds * rate) + 1);
    }

    [Fact]
    public void After_a_long_pause_one_second_is_caught_up_and_no_more()
    {
        var schedule = new Schedule(100, _clock);
        TakeAll(schedule);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.InRange(TakeAll(schedule), 100, 102);
    }

    [Fact]
    public void A_rate_of_zero_is_no_limit()
    {
        var schedule = new Schedule(0, _clock);

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(schedule.TryTake()));
    }
}
