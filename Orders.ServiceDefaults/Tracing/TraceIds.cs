using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>
/// Without an exporter nobody listens to our sources, and they would make no spans. Messages carry a <c>traceparent</c>
/// all the same, so this asks for spans that hold their ids and nothing else.
/// </summary>
internal sealed class TraceIds : IHostedService, IDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name.StartsWith(Telemetry.OurSources, StringComparison.Ordinal),
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();
}
