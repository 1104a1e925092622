using Orders.Bench.Caching;

namespace Orders.Tests.Unit.Bench;

public sealed class ZipfTraceTests
{
    [Fact]
    public void The_first_is_asked_for_as_often_as_the_law_says()
    {
        const int Objects = 1_000;
        const int Requests = 200_000;
        var trace = new ZipfTrace(Objects, 1.0, seed: 1);
        var counts = new int[Objects];
        for (var number = 0; number < Requests; number++)
        {
            counts[trace.Next().Key]++;
        }

        var harmonic = Enumerable.Range(1, Objects).Sum(rank => 1.0 / rank);
        Assert.InRange(counts[0] * harmonic / Requests, 0.95, 1.05);
        Assert.InRange(counts[9] * harmonic * 10 / Requests, 0.85, 1.15);
    }

    [Fact]
    public void An_object_always_has_the_same_size()
    {
        var trace = new ZipfTrace(100, 0.9, seed: 1);

        var sizes = Enumerable.Range(0, 10_000).Select(_ => trace.Next()).Distinct().ToList();

        Assert.Equal(sizes.Count, sizes.Select(item => item.Key).Distinct().Count());
    }
}
