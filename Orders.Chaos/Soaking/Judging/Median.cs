namespace Orders.Chaos.Soaking.Judging;

internal static class Median
{
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public static double Of(IEnumerable<double> values)
    {
        double[] ascending = [.. values.Order()];
        return ascending.Length is 0 ? throw new InvalidOperationException("No value, no median.")
            : (ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2;
    }
}
