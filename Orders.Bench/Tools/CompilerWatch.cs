namespace Orders.Bench.Tools;

/// <summary>How long a .NET process compiled again what it runs most.</summary>
internal sealed class CompilerWatch(int process)
{
    private IReadOnlyDictionary<string, TimeSpan> _before = ProcessorTime.OfCompiler(process);

    /// <summary>The compiler's processor time since this was asked last.</summary>
    public TimeSpan Lap()
    {
        var (before, now) = (_before, ProcessorTime.OfCompiler(process));
        _before = now;
        return now.Aggregate(TimeSpan.Zero, (sum, thread) => sum + thread.Value - before.GetValueOrDefault(thread.Key));
    }

    /// <summary>Until the compiler has nothing to do.</summary>
    /// <returns>Its processor time meanwhile and since it was asked last.</returns>
    public async Task<TimeSpan> QuietAsync(CancellationToken cancellationToken)
    {
        // Longer than the compiler waits for more methods that are new before it begins (100 ms).
        var breath = TimeSpan.FromMilliseconds(300);
        var (sum, last) = (Lap(), TimeSpan.Zero);
        do
        {
            await Task.Delay(breath, cancellationToken);
            last = Lap();
            sum += last;
        }
        while (last > TimeSpan.Zero);
        return sum;
    }
}
