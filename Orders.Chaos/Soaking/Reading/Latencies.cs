namespace Orders.Chaos.Soaking.Reading;

/// <summary>How long answers took since they were last looked at.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private List<double> _milliseconds = [];

    public void Add(TimeSpan time)
    {
        lock (_lock)
        {
            _milliseconds.Add(time.TotalMilliseconds);
        }
    }

    /// <summary>In ascending order; the next look begins with none.</summary>
    public double[] Take()
    {
        List<double> taken;
        lock (_lock)
        {
            (taken, _milliseconds) = (_milliseconds, []);
        }

        taken.Sort();
        return [.. taken];
    }
}
