using Orders.Chaos.Faults;

namespace Orders.Tests.Unit.Chaos;

public sealed class FaultWindowsTests
{
    private readonly SetTime _time = new();
    private readonly FaultWindows _windows;

    public FaultWindowsTests() => _windows = new FaultWindows(_time);

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    [Fact]
    public void An_answer_is_excused_while_its_target_is_broken_or_recovering()
    {
        var before = Now;
        _time.Advance(TimeSpan.FromSeconds(1));
        using (_windows.Begin("killed", "postgres"))
        {
            Assert.True(_windows.IsExcused("postgres", Now, Now));
            Assert.True(_windows.IsExcused("postgres", before, Now));
            Assert.False(_windows.IsExcused("postgres", before, before));
            Assert.False(_windows.IsExcused("gateway", Now, Now));
            Assert.Equal(["killed"], _windows.Open);
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_windows.IsExcused("postgres", Now, Now));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_windows.IsExcused("postgres", Now, Now));
        Assert.Empty(_windows.Open);
    }

    [Fact]
    public void Time_that_was_broken_twice_counts_once()
    {
        var start = Now;
        var outer = _windows.Begin("a", "x");
        _time.Advance(TimeSpan.FromSeconds(2));
        var inner = _windows.Begin("b", "x");
        _time.Advance(TimeSpan.FromSeconds(2));
        outer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(2));
        inner.Dispose();
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(6), _windows.Broken("x", start, Now));
        Assert.Equal(TimeSpan.FromSeconds(4), _windows.Broken("x", start, Now, except: "a"));
        Assert.Equal(TimeSpan.FromSeconds(1), _windows.Broken("x", start + TimeSpan.FromSeconds(5), Now));
        Assert.Equal(TimeSpan.Zero, _windows.Broken("y", start, Now));
    }

    private sealed class SetTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
