using FsCheck;
using FsCheck.Fluent;

using Orders.QueryApi.Caching;

namespace Orders.Tests.Unit.QueryApi;

public sealed class LruModelTests
{
    private const int MaxBytes = 6000;

    /// <summary>Few keys, so that they meet; documents of which about a dozen fit, and now and then one that does not fit at all.</summary>
    private static readonly Gen<Step> Steps =
        from operation in Gen.Frequency((3, Gen.Constant(Operation.Use)), (2, Gen.Constant(Operation.Offer)), (2, Gen.Constant(Operation.Store)), (1, Gen.Constant(Operation.AddAtColdEnd)), (1, Gen.Constant(Operation.Remove)))
        from key in Gen.Choose(0, 39)
        from version in Gen.Choose(1, 5)
        from bytes in Gen.Frequency((99, Gen.Choose(0, 799)), (1, Gen.Constant(MaxBytes)))
        select new Step(operation, $"order-{key}", version, bytes);

    private enum Operation
    {
        Use,
        Offer,
        Store,
        AddAtColdEnd,
        Remove
    }

    [Fact]
    public void Any_sequence_of_operations_leaves_the_same_as_a_plain_list()
    {
        var evictions = 0L;
        Prop.ForAll(Arb.From(Steps).Array(), steps => evictions += Run(steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(500));
        Assert.True(evictions > 1000);
    }

    private static long Run(Step[] steps)
    {
        var shard = new LruShard(MaxBytes);
        var model = new PlainLru(MaxBytes);
        foreach (var step in steps)
        {
            Assert.Equal(Do(model, step), Do(shard, step));
            var statistics = shard.Statistics;
            Assert.Equal((model.Count, model.Bytes, model.Evictions), (statistics.Items, statistics.Bytes, statistics.Evictions));
            Assert.InRange(statistics.Bytes, 0, MaxBytes);
            Assert.All(model.Entries, entry => Assert.True(
                shard.TryPeek(entry.Key, Hash(entry.Key), out var order) && order.Document == entry.Document && order.Version == entry.Version));
        }

        return model.Evictions;
    }

    private static object Do(LruShard shard, Step step)
    {
        switch (step.Operation)
        {
            case Operation.Use:
                return shard.TryGet(step.Key, Hash(step.Key), out _);
            case Operation.Offer:
                return shard.Offer(step.Key, Hash(step.Key), step.Document, step.Version);
            case Operation.Store:
                shard.Store(step.Key, Hash(step.Key), new CachedOrder(step.Document, step.Version, 0));
                return shard.Statistics.Items;
            case Operation.AddAtColdEnd:
                return shard.AddAtColdEnd(step.Key, Hash(step.Key), new CachedOrder(step.Document, step.Version, 0));
            default:
                shard.Remove(step.Key, Hash(step.Key));
                return shard.Statistics.Items;
        }
    }

    private static object Do(PlainLru model, Step step)
    {
        switch (step.Operation)
        {
            case Operation.Use:
                return model.Use(step.Key);
            case Operation.Offer:
                return model.Offer(step.Key, step.Document, step.Version);
            case Operation.Store:
                model.Store(step.Key, step.Document, step.Version);
                return model.Count;
            case Operation.AddAtColdEnd:
                return model.AddAtColdEnd(step.Key, step.Document, step.Version);
            default:
                model.Remove(step.Key);
                return model.Count;
        }
    }

    // Few different ones, so that chains are long.
    private static int Hash(string key) => key.Length + key[^1];

    private sealed record Step(Operation Operation, string Key, int Version, int Bytes)
    {
        // Of a step's own, so that the entries can be told apart.
        public byte[] Document { get; } = new byte[Bytes];
    }
}
