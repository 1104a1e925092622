namespace Orders.Bench.Tools;

/// <summary>How long a .NET process compiled again what it runs most.</summary>
internal sealed class CompilerWatch(int process)
{
    /// <summary>What a thread did that ended since is not known any more. It ends when it has had nothing to do for four seconds.</summary>
    public static readonly TimeSpan LongestLap = TimeSpan.FromSeconds(2);

    /// <summary>Longer than the compiler waits for more methods that are new before it begins (100 ms).</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(300);

    private IReadOnlyDictionary<string, TimeSpan> _before = ProcessorTime.OfCompiler(process);

    /// <summary>The compiler's processor time since this was asked last.</summary>
    public TimeSpan Lap()
    {
        var (before, now) = (_before, ProcessorTime.OfCompiler(process));
        _before = now;
        return now.Aggregate(TimeSpan.Zero, (sum, thread) => sum + thread.Value - before.GetValueOrDefault(thread.Key));
    }

    /// <summary>Returns when the compiler has nothing to do.</summary>
    /// <returns>Its processor time meanwhile and since it was asked last.</returns>
    public async Task<TimeSpan> QuietAsync(CancellationToken cancellationToken)
    {
        var sum = Lap();
        TimeSpan last;
        do
        {
            await Task.Delay(Breath, cancellationToken);
            last = Lap();
            sum += last;
        }
        while (last > TimeSpan.Zero);
        return sum;
    }
}
