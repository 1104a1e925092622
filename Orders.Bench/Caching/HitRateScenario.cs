using System.Globalization;

using Orders.Bench.Measuring;

namespace Orders.Bench.Caching;

/// <summary>How often the cache has what is asked for, beside a strict LRU and two policies of the literature, with as many bytes.</summary>
internal sealed class HitRateScenario : IScenario
{
    private const int Objects = 100_000;
    private static readonly double[] Exponents = [0.7, 0.9, 1.1];
    private static readonly double[] Shares = [0.01, 0.1];

    public string Name => "hit-rate";

    public Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        List<double> ours = [], ideal = [];
        foreach (var exponent in Exponents)
        {
            foreach (var share in Shares)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rates = Measure(exponent, share, run.Quick ? 500_000 : 2_000_000);
                ours.Add(rates[0]);
                ideal.Add(rates[1]);
                run.Note(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Zipf {exponent:0.0}, {share:P0} of all bytes: hits {rates[0]:P1}; strict LRU {rates[1]:P1}, S3-FIFO {rates[2]:P1}, W-TinyLFU {rates[3]:P1}"));
            }
        }

        run.Add(Row.Ratio("hit rate of the cache, Zipf 0.7 to 1.1, 1 and 10 % of all bytes", "a strict LRU", "share", new Series(ours), new Series(ideal), new Target.AtLeast(0.99)));
        return Task.CompletedTask;
    }

    /// <summary>Of ours, of a strict LRU, S3-FIFO and W-TinyLFU, after as many requests again to fill them.</summary>
    private static double[] Measure(double exponent, double share, int requests)
    {
        var trace = new ZipfTrace(Objects, exponent, seed: 1);
        var capacity = (long)(trace.Bytes * share);
        Policy[] policies = [new OrdersPolicy(capacity), new IdealLru(capacity), new S3Fifo(capacity), new TinyLfu(capacity)];
        var hits = new long[policies.Length];
        for (var number = 0; number < 2 * requests; number++)
        {
            var (key, size) = trace.Next();
            for (var index = 0; index < policies.Length; index++)
            {
                if (policies[index].Ask(key, size) && number >= requests)
                {
                    hits[index]++;
                }
            }
        }

        return [.. hits.Select(count => (double)count / requests)];
    }
}
