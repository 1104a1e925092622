namespace Prometheus;

public sealed partial class Histogram
{
    /// <summary>Bounds of which each is <paramref name="factor"/> times the one before. Decimal arithmetic keeps 0.1 from becoming 0.1000…01.</summary>
    public static double[] ExponentialBuckets(double start, double factor, int count)
    {
        ThrowUnless(count > 0, nameof(count));
        ThrowUnless(start > 0, nameof(start));
        ThrowUnless(factor > 1, nameof(factor));
        return Bounds((decimal)start, bound => bound * (decimal)factor, count);
    }

    /// <summary>Bounds of which each is <paramref name="width"/> more than the one before.</summary>
    public static double[] LinearBuckets(double start, double width, int count)
    {
        ThrowUnless(count > 0, nameof(count));
        return Bounds((decimal)start, bound => bound + (decimal)width, count);
    }

    private static double[] Bounds(decimal start, Func<decimal, decimal> next, int count)
    {
        var bounds = new double[count];
        for (var i = 0; i < count; i++)
        {
            bounds[i] = (double)start;
            start = i < count - 1 ? next(start) : start;
        }

        return bounds;
    }

    private static void ThrowUnless(bool valid, string parameter)
    {
        if (!valid)
        {
            throw new ArgumentException($"{parameter} is too small.", parameter);
        }
    }
}
