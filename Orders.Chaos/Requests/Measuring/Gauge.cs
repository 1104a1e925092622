using System.Globalization;

namespace Orders.Chaos.Requests.Measuring;

/// <summary>Measures a service from outside: what the kernel says of its process, and its own metrics.</summary>
internal static class Gauge
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="metrics">Address of its metrics.</param>
    public static async Task<Footprint> MeasureAsync(int processId, Uri metrics, HttpClient http, CancellationToken cancellationToken)
    {
        await FullCollection.InduceAsync(processId, cancellationToken);
        var lines = (await http.GetStringAsync(metrics, cancellationToken)).Split('\n');
        var (handles, threads, resident) = ProcessFiles.Read(processId);
        return new Footprint(handles, threads, resident, (long)Sum(lines, "dotnet_gc_heap_size_bytes"), (int)Sum(lines, "order_streams"));
    }

    /// <summary>Measures until it holds no more than it may, for a while: pools and connections need some seconds to let go.</summary>
    public static async Task<Footprint> SettleAsync(Func<Task<Footprint>> measure, Footprint before, CancellationToken cancellationToken)
    {
        var deadline = TimeProvider.System.GetTimestamp() + (long)(Settling.TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            var now = await measure();
            if (!now.Above(before).Any() || TimeProvider.System.GetTimestamp() > deadline)
            {
                return now;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static double Sum(IEnumerable<string> lines, string metric) => lines
        .Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal) || line.StartsWith(metric + " ", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
}
