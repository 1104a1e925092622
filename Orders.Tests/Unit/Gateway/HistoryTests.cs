using Orders.Gateway.Operations;

namespace Orders.Tests.Unit.Gateway;

public sealed class HistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly History _history = new(signals: 1, steps: 4, Step, Start);

    [Fact]
    public void In_the_beginning_there_is_nothing()
    {
        Add(0, 1);

        Is(Start - (3 * Step), [double.NaN, double.NaN, double.NaN, 1]);
    }

    [Fact]
    public void The_oldest_values_make_room()
    {
        for (var step = 0; step < 6; step++)
        {
            Add(step, step);
        }

        Is(Start + (2 * Step), [2, 3, 4, 5]);
    }

    [Fact]
    public void Steps_that_were_missed_are_gaps()
    {
        Add(0, 0);
        Add(3, 3);

        Is(Start, [0, double.NaN, double.NaN, 3]);
    }

    [Fact]
    public void After_a_long_pause_nothing_old_is_left()
    {
        Add(0, 0);
        Add(1, 1);
        Add(1000, 2);

        Is(Start + (997 * Step), [double.NaN, double.NaN, double.NaN, 2]);
    }

    [Fact]
    public void A_timer_that_is_a_little_early_or_late_leaves_no_gap()
    {
        Add(0, 0);
        Add(1.4, 1);
        Add(1.6, 2);
        Add(3.1, 3);

        Is(Start, [0, 1, 2, 3]);
    }

    [Fact]
    public void A_clock_that_is_set_back_a_little_overwrites()
    {
        Add(0, 0);
        Add(1, 1);
        Add(2, 2);
        Add(1, 10);

        Is(Start - Step, [double.NaN, 0, 10, 2]);
    }

    [Fact]
    public void A_clock_that_is_set_back_a_lot_begins_anew()
    {
        Add(0, 0);
        Add(-1000, 1);
        Add(-999, 2);

        Is(Start - (1002 * Step), [double.NaN, double.NaN, 1, 2]);
    }

    private void Add(double step, double value) => _history.Add(Start + (step * Step), [value]);

    private void Is(DateTimeOffset from, double[] values)
    {
        var (readFrom, read) = _history.Read();
        Assert.Equal(from, readFrom);
        Assert.Equal(values, Assert.Single(read));
    }
}
