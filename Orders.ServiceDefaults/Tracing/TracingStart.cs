using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>A tracer provider listens from when it is first asked for; this asks for it before anything else starts.</summary>
internal sealed class TracingStart(TracerProvider provider) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _ = provider;
        return Task.CompletedTask;
    }
}
