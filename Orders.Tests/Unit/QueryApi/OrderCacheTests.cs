using Orders.QueryApi.Caching;

namespace Orders.Tests.Unit.QueryApi;

public sealed class OrderCacheTests
{
    [Theory]
    [InlineData(1024, 1)]
    [InlineData(127L << 20, 1)]
    [InlineData(128L << 20, 2)]
    [InlineData(256L << 20, 4)]
    [InlineData(1000L << 20, 8)]
    [InlineData(100_000L << 20, 16)]
    public void A_small_cache_is_one_list_and_a_large_one_has_several(long maxBytes, int shards) =>
        Assert.Equal(shards, new OrderCache(maxBytes).ShardCount);

    [Fact]
    public void The_byte_bound_holds_at_every_moment_under_concurrency()
    {
        const int MaxBytes = 200_000;
        var cache = new OrderCache(MaxBytes);
        Parallel.For(0, 8, worker =>
        {
            var random = new Random(worker);
            for (var step = 0; step < 20_000; step++)
            {
                var uid = $"order-{random.Next(500)}";
                switch (random.Next(4))
                {
                    case 0:
                        cache.Offer(uid, new byte[random.Next(2000)], step);
                        break;
                    case 1:
                        cache.Store(uid, new CachedOrder(new byte[random.Next(2000)], step, 0));
                        break;
                    case 2 when step % 10 == 0:
                        cache.Remove(uid);
                        break;
                    default:
                        cache.TryGet(uid, out _);
                        break;
                }

                Assert.InRange(cache.Statistics.Bytes, 0, MaxBytes);
            }
        });

        var (items, bytes) = (0, 0L);
        for (var i = 0; i < 500; i++)
        {
            if (cache.TryPeek($"order-{i}", out var order))
            {
                items++;
                bytes += LruShard.SizeOf($"order-{i}", order.Document);
            }
        }

        Assert.Equal((items, bytes), (cache.Statistics.Items, cache.Statistics.Bytes));
    }

    [Fact]
    public void Versions_offered_by_many_threads_only_rise()
    {
        var cache = new OrderCache(1 << 20);
        var highest = 0L;
        Parallel.For(1, 20_000, version =>
        {
            cache.Offer("one", [], version);
            Assert.True(cache.TryGet("one", out var seen) && seen.Version >= version);
            InterlockedMax(ref highest, seen.Version);
        });
        Assert.True(cache.TryGet("one", out var last) && last.Version == 19_999 && highest == 19_999);
    }

    /// <summary>Everything allocated counts, also what growing leaves behind: the true overhead is a few bytes less.</summary>
    [Fact]
    public void An_entry_costs_what_the_cache_says_it_costs()
    {
        const int Entries = 65_536;
        var cache = new OrderCache(127L << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Entries; i++)
        {
            cache.Offer(new string((char)('0' + (i & 63)), 11) + i.ToString("D8", null), new byte[1024], 1);
        }

        // The two strings that the key is made of are garbage: 19 characters in all, and their headers.
        var garbage = (24 + 22) + (24 + 16);
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Entries - garbage;
        var overhead = allocated - 1024 - (2 * 19);
        Assert.Equal(Entries, cache.Statistics.Items);
        Assert.InRange(overhead, LruShard.OverheadBytes * 0.85, LruShard.OverheadBytes * 1.1);
        Assert.InRange(overhead, 0, 150);
    }

    [Fact]
    public void A_hit_allocates_nothing()
    {
        var cache = new OrderCache(1 << 20);
        cache.Offer("a", [1], 1);
        cache.Offer("b", [1], 1);
        cache.TryGet("a", out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            cache.TryGet((i & 1) == 0 ? "a" : "b", out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        var seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }
}
