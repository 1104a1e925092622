using System.Collections.Concurrent;

namespace Orders.Chaos.Faults;

/// <summary>What was broken when: the excuse for answers that are right only then.</summary>
internal sealed class FaultWindows(TimeProvider time)
{
    /// <summary>The target of everything that is done to PostgreSQL.</summary>
    public const string Database = "postgres";

    /// <summary>Beside <see cref="Database"/>: PostgreSQL stands still in the middle of what it does, so a commit may have a time and be visible only later.</summary>
    public const string Frozen = "postgres-frozen";

    public const string Gateway = "gateway";

    /// <summary>
    /// After a target is well again, whoever stands before it may need this long to notice: a pool reconnects, the gateway probes each second.
    /// </summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Window, bool> _windows = [];

    /// <summary>The faults at work now, by name.</summary>
    public IEnumerable<string> Open => _windows.Keys.Where(window => window.End == DateTime.MaxValue).Select(window => window.Fault).Distinct().Order(StringComparer.Ordinal);

    /// <summary>From now until the result is disposed of, which is when the target is well again.</summary>
    public IDisposable Begin(string fault, string target)
    {
        var window = new Window(fault, target, time);
        _windows[window] = true;
        return window;
    }

    /// <summary>Whether the target was broken, or recovering, at some moment between these.</summary>
    public bool IsExcused(string target, DateTime from, DateTime to) =>
        _windows.Keys.Any(window => window.Target == target && window.Start <= to && (window.End == DateTime.MaxValue || window.End + Recovery >= from));

    /// <summary>For how long between these the target was broken, all windows together.</summary>
    /// <param name="except">A fault that does not count.</param>
    public TimeSpan Broken(string target, DateTime from, DateTime to, string? except = null)
    {
        var sum = TimeSpan.Zero;
        foreach (var (start, end) in _windows.Keys.Where(window => window.Target == target && window.Fault != except).Select(window => (window.Start, window.End)).Order())
        {
            var (first, last) = (start > from ? start : from, end < to ? end : to);
            if (last > first)
            {
                sum += last - first;
                from = last;
            }
        }

        return sum;
    }

    private sealed class Window(string fault, string target, TimeProvider time) : IDisposable
    {
        public string Fault => fault;

        public string Target => target;

        public DateTime Start { get; } = time.GetUtcNow().UtcDateTime;

        public DateTime End { get; private set; } = DateTime.MaxValue;

        public void Dispose() => End = time.GetUtcNow().UtcDateTime;
    }
}
