using System.Diagnostics;

namespace Prometheus;

/// <summary>A set of metrics that is exported together.</summary>
public sealed class CollectorRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Collector> _collectors = new(StringComparer.Ordinal);
    private readonly List<Action> _beforeCollect = [];
    private readonly List<Func<CancellationToken, Task>> _beforeCollectAsync = [];
    private Action? _beforeFirstCollect;
    private bool _collected;

    /// <summary>The callback runs before each export; one that throws is traced and does not fail the export.</summary>
    public void AddBeforeCollectCallback(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_lock)
        {
            _beforeCollect.Add(callback);
        }
    }

    /// <inheritdoc cref="AddBeforeCollectCallback(Action)"/>
    public void AddBeforeCollectCallback(Func<CancellationToken, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_lock)
        {
            _beforeCollectAsync.Add(callback);
        }
    }

    /// <summary>Writes all metrics in Prometheus' text format 0.0.4, UTF-8.</summary>
    public async Task CollectAndExportAsTextAsync(Stream to, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        await RunCallbacksAsync(cancel);
        var text = new TextFormat();
        foreach (var collector in Snapshot())
        {
            collector.Write(text);
        }

        await to.WriteAsync(text.Written, cancel);
        await to.FlushAsync(cancel);
    }

    internal void BeforeFirstCollect(Action action)
    {
        lock (_lock)
        {
            _beforeFirstCollect = _collected ? null : action;
        }
    }

    internal TCollector GetOrAdd<TCollector>(TCollector candidate)
        where TCollector : Collector
    {
        lock (_lock)
        {
            if (!_collectors.TryGetValue(candidate.Name, out var existing))
            {
                _collectors.Add(candidate.Name, candidate);
                return candidate;
            }

            return existing is TCollector same && same.LabelNames.AsSpan().SequenceEqual(candidate.LabelNames)
                ? same
                : throw new InvalidOperationException($"A metric '{candidate.Name}' of another type or with other labels is already registered.");
        }
    }

    private Collector[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _collectors.Values];
        }
    }

    private async Task RunCallbacksAsync(CancellationToken cancel)
    {
        Action? first;
        lock (_lock)
        {
            _collected = true;
            (first, _beforeFirstCollect) = (_beforeFirstCollect, null);
        }

        first?.Invoke();
        Action[] callbacks;
        Func<CancellationToken, Task>[] asyncCallbacks;
        lock (_lock)
        {
            callbacks = [.. _beforeCollect];
            asyncCallbacks = [.. _beforeCollectAsync];
        }

        foreach (var callback in callbacks)
        {
            await RunAsync(_ => { callback(); return Task.CompletedTask; }, cancel);
        }

        await Task.WhenAll(asyncCallbacks.Select(callback => RunAsync(callback, cancel)));
    }

    private static async Task RunAsync(Func<CancellationToken, Task> callback, CancellationToken cancel)
    {
        try
        {
            await callback(cancel);
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            // As in the real package: one broken callback must not take the whole export away.
            Trace.WriteLine($"A callback before the collection of metrics failed: {exception}");
        }
    }
}
