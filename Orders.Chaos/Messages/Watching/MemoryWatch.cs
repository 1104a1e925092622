using System.Globalization;

using Orders.Chaos.Running;

namespace Orders.Chaos.Messages.Watching;

/// <summary>The memory and the process of a service, once a second.</summary>
internal sealed class MemoryWatch(Fleet services, string service)
{
    /// <summary>Until then a process still grows into its work: code is compiled, pools and caches fill up.</summary>
    private const int WarmUpSamples = 30;

    /// <summary>Fewer samples in a third would say more about the garbage collector's mood than about a leak.</summary>
    private const int EnoughSamples = 60;

    private const double MostGrowth = 1.25;
    private const long Slack = 48;

    private readonly int _pid = services.Pid(service);
    private readonly List<long> _mebibytes = [];

    public string Service => service;

    public async Task RunAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!stop.IsCancellationRequested && services.Pid(service) == _pid)
        {
            if (Resident() is { } mebibytes)
            {
                _mebibytes.Add(mebibytes);
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
    public string? Fault()
    {
        if (services.Pid(service) != _pid)
        {
            return $"{service} died and was started again";
        }

        var (first, last) = Thirds();
        return IsLongEnough && last > (first * MostGrowth) + Slack ? $"{service} grows: {first} MiB in the first third, {last} MiB in the last" : null;
    }

    public override string ToString()
    {
        var (first, last) = Thirds();
        var judged = IsLongEnough ? "" : " (too short a run to judge)";
        return string.Create(CultureInfo.InvariantCulture, $"{service}: {first} MiB in the first third, {last} MiB in the last, {_mebibytes.DefaultIfEmpty().Max()} MiB at most{judged}");
    }

    private bool IsLongEnough => _mebibytes.Count >= WarmUpSamples + (3 * EnoughSamples);

    private (long First, long Last) Thirds()
    {
        var samples = IsLongEnough ? _mebibytes[WarmUpSamples..] : _mebibytes;
        var third = samples.Count / 3;
        return third == 0 ? (0, 0) : (Median(samples[..third]), Median(samples[^third..]));
    }

    private static long Median(IEnumerable<long> samples) => samples.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

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
