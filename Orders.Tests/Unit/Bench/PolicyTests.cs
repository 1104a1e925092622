using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using Orders.Bench.Caching;

namespace Orders.Tests.Unit.Bench;

/// <summary>What hit rates are compared with has to be what it is called.</summary>
public sealed class PolicyTests
{
    private const int Size = 300;

    [Property(MaxTest = 200)]
    public Property A_strict_lru_hits_exactly_what_the_last_distinct_objects_were() => Prop.ForAll(
        Gen.Choose(0, 12).ListOf(200).ToArbitrary(),
        keys =>
        {
            var policy = new IdealLru(4 * Size);
            var recent = new List<int>();
            return keys.All(key =>
            {
                var isThere = recent.Remove(key);
                recent.Add(key);
                if (recent.Count > 4)
                {
                    recent.RemoveAt(0);
                }

                return policy.Ask(key, Size) == isThere;
            });
        });

    [Property(MaxTest = 200)]
    public Property The_cache_of_the_query_api_is_one() => Prop.ForAll(
        Gen.Choose(0, 12).ListOf(200).ToArbitrary(),
        keys =>
        {
            Policy ours = new OrdersPolicy(4 * Size), strict = new IdealLru(4 * Size);
            return keys.All(key => ours.Ask(key, Size) == strict.Ask(key, Size));
        });

    [Theory]
    [InlineData("S3-FIFO")]
    [InlineData("W-TinyLFU")]
    public void What_is_asked_for_again_and_again_survives_a_scan(string name)
    {
        Policy policy = name == "S3-FIFO" ? new S3Fifo(200 * Size) : new TinyLfu(200 * Size);
        for (var round = 0; round < 20; round++)
        {
            for (var key = 0; key < 50; key++)
            {
                policy.Ask(key, Size);
            }
        }

        for (var key = 1_000; key < 6_000; key++)
        {
            policy.Ask(key, Size);
        }

        var lru = new IdealLru(200 * Size);
        for (var key = 0; key < 50; key++)
        {
            lru.Ask(key, Size);
        }

        for (var key = 1_000; key < 6_000; key++)
        {
            lru.Ask(key, Size);
        }

        Assert.True(Enumerable.Range(0, 50).Count(key => policy.Ask(key, Size)) >= 45);
        Assert.DoesNotContain(Enumerable.Range(0, 50), key => lru.Ask(key, Size));
    }

    [Theory]
    [InlineData("S3-FIFO")]
    [InlineData("W-TinyLFU")]
    public void It_holds_no_more_than_it_may(string name)
    {
        Policy policy = name == "S3-FIFO" ? new S3Fifo(10 * Size) : new TinyLfu(10 * Size);
        for (var key = 0; key < 1_000; key++)
        {
            policy.Ask(key, Size);
        }

        Assert.InRange(Enumerable.Range(0, 1_000).Reverse().Count(key => policy.Ask(key, Size)), 0, 10);
    }
}
