namespace Orders.Gateway.Operations;

/// <summary>The newest values of all signals on a grid of equal steps. Its size is fixed; steps that were missed are NaN.</summary>
/// <param name="start">The first step. A value belongs to the step it is nearest to, so that a timer that is a little early or late leaves no gap.</param>
internal sealed class History(int signals, int steps, TimeSpan step, DateTimeOffset start)
{
    private readonly Lock _lock = new();
    private readonly double[][] _values = [.. Enumerable.Range(0, signals).Select(_ => Nothing(steps))];
    private DateTimeOffset _start = start;

    // In steps since the start.
    private long _newest;

    public TimeSpan Step => step;

    /// <param name="values">One for each signal.</param>
    public void Add(DateTimeOffset at, ReadOnlySpan<double> values)
    {
        lock (_lock)
        {
            var number = (long)Math.Round((at - _start) / step);
            if (number < 0 || number <= _newest - steps)
            {
                // The clock was set back by more than there is history.
                (_start, _newest, number) = (at, 0, 0);
                Array.ForEach(_values, Forget);
            }

            for (; _newest < number; _newest++)
            {
                Array.ForEach(_values, ring => ring[(_newest + 1) % steps] = double.NaN);
            }

            for (var signal = 0; signal < values.Length; signal++)
            {
                _values[signal][number % steps] = values[signal];
            }
        }
    }

    /// <summary>All steps, the newest last.</summary>
    public (DateTimeOffset From, double[][] Values) Read()
    {
        lock (_lock)
        {
            // Steps before the start have places in the ring too.
            var oldest = _newest - steps + 1;
            return (_start + (step * oldest), [.. _values.Select(ring => InOrder(ring, oldest))]);
        }
    }

    private double[] InOrder(double[] ring, long oldest) =>
        [.. Enumerable.Range(0, steps).Select(index => ring[(oldest + index + steps) % steps])];

    private static void Forget(double[] ring) => Array.Fill(ring, double.NaN);

    private static double[] Nothing(int steps)
    {
        var ring = new double[steps];
        Forget(ring);
        return ring;
    }
}
