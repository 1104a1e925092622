namespace Orders.Bench.Caching;

/// <summary>Requests for objects whose popularity follows Zipf's law: the k-th most popular one is asked for k^-exponent times as often as the first.</summary>
internal sealed class ZipfTrace
{
    private readonly double[] _cumulative;
    private readonly int[] _sizes;
    private readonly Random _random;

    /// <param name="objects">How many different ones there are.</param>
    public ZipfTrace(int objects, double exponent, int seed)
    {
        _random = new Random(seed);
        _sizes = new int[objects];
        _cumulative = new double[objects];
        var sum = 0.0;
        for (var rank = 0; rank < objects; rank++)
        {
            sum += Math.Pow(rank + 1, -exponent);
            _cumulative[rank] = sum;

            // As orders are: most of about 1 KB, some of several.
            _sizes[rank] = (int)Math.Clamp(800 * Math.Exp(0.6 * Gauss()), 500, 20_000);
        }
    }

    public long Bytes => _sizes.Sum(size => (long)size);

    public (int Key, int Size) Next()
    {
        var place = Array.BinarySearch(_cumulative, _random.NextDouble() * _cumulative[^1]);
        var rank = place >= 0 ? place : Math.Min(~place, _cumulative.Length - 1);
        return (rank, _sizes[rank]);
    }

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
