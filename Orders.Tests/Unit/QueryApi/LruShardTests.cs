using Orders.QueryApi.Caching;

namespace Orders.Tests.Unit.QueryApi;

public sealed class LruShardTests
{
    private const int MaxBytes = 6000;

    [Fact]
    public void A_version_that_is_not_higher_changes_nothing()
    {
        var shard = new LruShard(MaxBytes);
        var second = new byte[] { 2 };
        shard.Store("a", 1, new CachedOrder(second, 2, VerifiedAt: 7));

        Assert.False(shard.Offer("a", 1, [1], 1));
        Assert.False(shard.Offer("a", 1, [9], 2));

        Assert.True(shard.TryGet("a", 1, out var order));
        Assert.Equal(new CachedOrder(second, 2, 7), order);
    }

    [Fact]
    public void A_higher_version_keeps_the_proof_of_the_one_before_and_a_new_order_has_none()
    {
        var shard = new LruShard(MaxBytes);
        shard.Store("known", 1, new CachedOrder([1], 1, VerifiedAt: 7));

        Assert.True(shard.Offer("known", 1, [2], 2));
        Assert.True(shard.Offer("new", 2, [1], 1));

        Assert.True(shard.TryPeek("known", 1, out var known) && shard.TryPeek("new", 2, out var added) && added.VerifiedAt == CachedOrder.Unproven);
        Assert.Equal((2, 7), (known.Version, known.VerifiedAt));
    }

    [Fact]
    public void Keys_with_the_same_hash_do_not_meet()
    {
        var shard = new LruShard(MaxBytes);
        shard.Offer("a", 5, [1], 1);
        shard.Offer("b", 5, [2], 1);
        shard.Offer("c", 5, [3], 1);
        shard.Remove("b", 5);

        Assert.True(shard.TryGet("a", 5, out var a) && shard.TryGet("c", 5, out var c) && a.Document[0] == 1 && c.Document[0] == 3);
        Assert.False(shard.TryGet("b", 5, out _));
    }

    [Fact]
    public void The_cold_end_takes_orders_until_something_would_have_to_leave()
    {
        var size = LruShard.SizeOf("k0", new byte[100]);
        var shard = new LruShard(3 * size);
        shard.Offer("hh", 100, new byte[100], 1);

        Assert.Equal(ColdAddition.Added, shard.AddAtColdEnd("k0", 0, Order(100)));
        Assert.Equal(ColdAddition.Skipped, shard.AddAtColdEnd("k0", 0, Order(100)));
        Assert.Equal(ColdAddition.Skipped, shard.AddAtColdEnd("huge", 9, Order((int)(4 * size))));
        Assert.Equal(ColdAddition.Added, shard.AddAtColdEnd("k1", 1, Order(100)));
        Assert.Equal(ColdAddition.Full, shard.AddAtColdEnd("k2", 2, Order(100)));
        Assert.Equal(ColdAddition.Full, shard.AddAtColdEnd("k3", 3, Order(0)));
        Assert.Equal((3, 0), (shard.Statistics.Items, shard.Statistics.Evictions));

        // The last one added is the coldest.
        shard.Offer("nn", 4, new byte[100], 1);
        Assert.False(shard.TryPeek("k1", 1, out _));
        Assert.True(shard.TryPeek("k0", 0, out _) && shard.TryPeek("hh", 100, out _));
    }

    [Fact]
    public void What_was_evicted_during_the_warm_up_does_not_come_back_from_what_it_read_before()
    {
        var shard = new LruShard(LruShard.SizeOf("kk", new byte[1000]));
        shard.Offer("k1", 1, new byte[900], 5);
        shard.Offer("k2", 2, new byte[900], 1);
        shard.Offer("k2", 2, [], 2);

        Assert.Equal(ColdAddition.Full, shard.AddAtColdEnd("k1", 1, Order(10)));
    }

    private static CachedOrder Order(int bytes) => new(new byte[bytes], 1, 0);
}
