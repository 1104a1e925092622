using System.Text;
using Prometheus;

namespace Orders.Gateway.Operations;

/// <summary>The gateway's own metrics, which it need not ask itself for over a socket.</summary>
internal static class OwnMetrics
{
    public const string Service = "gateway";

    public static async Task<Scrape?> ReadAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(text, cancellationToken);
        var at = time.GetTimestamp();
        return PrometheusText.Parse(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length), Signals.Metrics) is { } samples
            ? new Scrape(Service, at, samples)
            : null;
    }
}
