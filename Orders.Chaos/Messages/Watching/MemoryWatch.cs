using System.Globalization;

using Orders.Chaos.Running;

namespace Orders.Chaos.Messages.Watching;

/// <summary>The memory and the process of a service, once a second.</summary>
internal sealed class MemoryWatch(Fleet services, string service)
{
    private readonly int _pid = services.Pid(service);
    private readonly MemoryTrend _trend = new();

    public async Task RunAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!stop.IsCancellationRequested && services.Pid(service) == _pid)
        {
            if (Resident() is { } mebibytes)
            {
                _trend.Add(mebibytes);
            }

            try
            {
                await ticks.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                // The run is over.
            }
        }
    }

    /// <summary>What is wrong; null when the process is still the first one and does not grow.</summary>
    public string? Fault() =>
        services.Pid(service) != _pid ? $"{service} died and was started again"
        : _trend.Grows ? $"{service} grows: {_trend}"
        : null;

    public override string ToString() => $"{service}: {_trend}";

    private long? Resident()
    {
        try
        {
            var line = File.ReadLines($"/proc/{_pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.AsSpan("VmRSS:".Length, line.Length - "VmRSS:kB".Length).Trim(), CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // The process has just died; that is told elsewhere.
            return null;
        }
    }
}
