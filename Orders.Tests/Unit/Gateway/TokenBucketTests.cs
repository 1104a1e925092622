using Orders.Gateway.Limiting;
using Orders.Tests.Unit.Producer;

namespace Orders.Tests.Unit.Gateway;

public sealed class TokenBucketTests
{
    private readonly ManualClock _clock = new();
    private readonly TokenBucket _bucket = new();
    private readonly Rate _rate;

    public TokenBucketTests() => _rate = Rate.Of(20, TimeSpan.FromSeconds(1), burst: 40, _clock);

    [Fact]
    public void A_rested_bucket_gives_the_burst_and_no_more() => Assert.Equal(40, TakeAll());

    [Fact]
    public void It_fills_at_its_rate_and_not_beyond_the_burst()
    {
        TakeAll();

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(20, TakeAll());
        _clock.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Equal(0, TakeAll());
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, TakeAll());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(40, TakeAll());
    }

    [Fact]
    public void An_empty_one_says_how_long_to_wait_and_keeps_the_word()
    {
        TakeAll();
        Assert.False(_bucket.TryTake(_rate, _clock.GetTimestamp(), out var wait));

        _clock.Advance(TimeSpan.FromTicks(wait));

        Assert.Equal(1, TakeAll());
    }

    [Fact]
    public void It_is_full_again_when_it_cannot_be_told_from_a_new_one()
    {
        Assert.True(_bucket.IsFull(_clock.GetTimestamp()));
        TakeAll();

        _clock.Advance(TimeSpan.FromSeconds(1.99));
        Assert.False(_bucket.IsFull(_clock.GetTimestamp()));
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        Assert.True(_bucket.IsFull(_clock.GetTimestamp()));
    }

    [Fact]
    public void Many_at_once_get_exactly_the_burst()
    {
        var taken = 0;
        Parallel.For(0, 10_000, _ =>
        {
            if (_bucket.TryTake(_rate, 1, out var _))
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(40, taken);
    }

    private int TakeAll()
    {
        var taken = 0;
        while (_bucket.TryTake(_rate, _clock.GetTimestamp(), out _))
        {
            taken++;
        }

        return taken;
    }
}
