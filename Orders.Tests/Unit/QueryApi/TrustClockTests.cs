using Orders.QueryApi.Following;

namespace Orders.Tests.Unit.QueryApi;

/// <summary>Timestamps are plain numbers here; an answer may be 50 old.</summary>
public sealed class TrustClockTests
{
    private readonly TrustClock _trust = new(maxStaleness: 50);

    [Fact]
    public void Without_heartbeats_only_what_was_just_compared_with_the_database_is_fresh()
    {
        _trust.Continuous(since: 0);

        Assert.True(_trust.IsFresh(verifiedAt: 100, now: 149));
        Assert.False(_trust.IsFresh(verifiedAt: 100, now: 150));
        Assert.False(_trust.IsFresh(long.MinValue, now: 0));
    }

    [Fact]
    public void Heartbeats_count_only_when_every_partition_has_one()
    {
        _trust.Continuous(since: 0);
        for (var partition = 0; partition < 11; partition++)
        {
            _trust.Heartbeat(partition, 12, age: 0, now: 1000);
        }

        Assert.False(_trust.IsFresh(verifiedAt: 10, now: 1000));
        Assert.Equal((1, 12), _trust.Silence(1000));

        _trust.Heartbeat(11, 12, age: 0, now: 1010);
        Assert.True(_trust.IsFresh(verifiedAt: 10, now: 1010));
        Assert.True(_trust.IsFresh(verifiedAt: 10, now: 1049));
        Assert.False(_trust.IsFresh(verifiedAt: 10, now: 1050));
    }

    [Fact]
    public void A_heartbeat_counts_from_when_it_was_made_and_an_old_one_not_at_all()
    {
        _trust.Continuous(since: 0);
        _trust.Heartbeat(0, 1, age: 30, now: 1000);
        Assert.True(_trust.IsTrusted(1019));
        Assert.False(_trust.IsTrusted(1020));

        _trust.Heartbeat(0, 1, age: 50, now: 1030);
        Assert.False(_trust.IsTrusted(1030));

        // The owner's clock is ahead of ours: that buys nothing.
        _trust.Heartbeat(0, 1, age: -10, now: 1030);
        Assert.True(_trust.IsTrusted(1079));
        Assert.False(_trust.IsTrusted(1080));
    }

    [Fact]
    public void A_heartbeat_from_an_impossible_time_proves_nothing()
    {
        _trust.Continuous(since: 0);
        _trust.Heartbeat(0, 1, age: -50, now: 1000);
        _trust.Heartbeat(0, 1, age: -1_000_000, now: 1000);

        Assert.False(_trust.IsTrusted(1000));
    }

    [Fact]
    public void A_late_heartbeat_takes_nothing_back()
    {
        _trust.Continuous(since: 0);
        _trust.Heartbeat(0, 1, age: 0, now: 1000);
        _trust.Heartbeat(0, 1, age: 40, now: 1000);
        Assert.True(_trust.IsTrusted(1049));
    }

    [Fact]
    public void More_partitions_need_heartbeats_of_their_own()
    {
        _trust.Continuous(since: 0);
        _trust.Heartbeat(0, 1, age: 0, now: 1000);
        _trust.Heartbeat(0, 2, age: 0, now: 1001);
        Assert.False(_trust.IsTrusted(1001));

        _trust.Heartbeat(1, 2, age: 0, now: 1002);
        Assert.True(_trust.IsTrusted(1002));

        _trust.Heartbeat(0, 1, age: 0, now: 1003);
        Assert.True(_trust.IsTrusted(1052));
    }

    [Fact]
    public void A_heartbeat_for_a_partition_that_should_not_exist_is_ignored()
    {
        _trust.Continuous(since: 0);
        _trust.Heartbeat(3, 2, age: 0, now: 1000);
        Assert.Equal((0, 0), _trust.Silence(1000));
        Assert.False(_trust.IsTrusted(1000));
    }

    [Fact]
    public void What_was_read_before_the_following_began_is_not_covered_by_heartbeats()
    {
        _trust.Continuous(since: 500);
        _trust.Heartbeat(0, 1, age: 0, now: 1000);

        Assert.False(_trust.IsFresh(verifiedAt: 499, now: 1000));
        Assert.True(_trust.IsFresh(verifiedAt: 500, now: 1000));
        Assert.False(_trust.IsFresh(long.MinValue, now: 1000));
    }

    [Fact]
    public void A_reset_ends_the_trust_in_everything_older_and_keeps_it_for_what_is_read_after()
    {
        _trust.Continuous(since: 0);
        _trust.Heartbeat(0, 1, age: 0, now: 1000);
        _trust.Continuous(since: 1001);

        Assert.False(_trust.IsFresh(verifiedAt: 900, now: 1002));
        _trust.Heartbeat(0, 1, age: 0, now: 1090);
        Assert.False(_trust.IsFresh(verifiedAt: 900, now: 1100));
        Assert.True(_trust.IsFresh(verifiedAt: 1001, now: 1100));
    }

    [Fact]
    public void A_break_forgets_all_heartbeats()
    {
        _trust.Continuous(since: 0);
        _trust.Heartbeat(0, 1, age: 0, now: 1000);
        _trust.Break();
        Assert.False(_trust.IsFresh(verifiedAt: 900, now: 1001));

        _trust.Continuous(since: 1002);
        Assert.False(_trust.IsFresh(verifiedAt: 1002, now: 1052));
    }
}
