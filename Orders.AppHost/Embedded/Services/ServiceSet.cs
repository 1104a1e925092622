using Orders.AppHost.Embedded.Reporting;

namespace Orders.AppHost.Embedded.Services;

/// <summary>All services of a run: started along the way that the data takes, stopped from the outside in.</summary>
internal sealed class ServiceSet : IAsyncDisposable
{
    // Together with PostgreSQL's own they stay under the ten seconds in which everything is to stop.
    private static readonly TimeSpan EdgePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan QueryApiPatience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan IngestorPatience = TimeSpan.FromSeconds(3);

    private readonly ServiceProcess[] _ingestors;
    private readonly ServiceProcess[] _queryApis;
    private readonly ServiceProcess _gateway;
    private readonly ServiceProcess[] _producers;

    public ServiceSet(ServicePlan plan, Output output)
    {
        _ingestors = [.. plan.Ingestors.Select(Supervised)];
        _queryApis = [.. plan.QueryApis.Select(Supervised)];
        _gateway = Supervised(plan.Gateway);
        _producers = plan.Producer is { } producer ? [Supervised(producer)] : [];

        ServiceProcess Supervised(ServiceSpec spec) => new(spec, output);
    }

    private IEnumerable<ServiceProcess> All => [.. _ingestors, .. _queryApis, _gateway, .. _producers];

    public IReadOnlyDictionary<string, int> ProcessIds => All.ToDictionary(service => service.Spec.Name, service => service.Pid);

    /// <summary>Returns when every service is ready.</summary>
    /// <param name="onRestart">Called whenever one of them has been started again.</param>
    /// <exception cref="StartupException">One of them did not get ready.</exception>
    public async Task StartAsync(Action onRestart, CancellationToken cancellationToken)
    {
        using var probe = new HealthProbe();
        await StartAsync(_ingestors, "/health");
        await StartAsync(_queryApis, "/health");
        // Its health is that of the whole system, which wants the producer too.
        await StartAsync([_gateway], "/alive");
        await StartAsync(_producers, "/health");
        await _gateway.BecomesReadyAsync(probe, "/health", cancellationToken);

        async Task StartAsync(ServiceProcess[] services, string path)
        {
            foreach (var service in services)
            {
                service.Start(onRestart);
            }

            await Task.WhenAll(services.Select(service => service.BecomesReadyAsync(probe, path, cancellationToken)));
        }
    }

    public void EndSupervision()
    {
        foreach (var service in All)
        {
            service.EndSupervision();
        }
    }

    public async ValueTask DisposeAsync()
    {
        EndSupervision();
        await Task.WhenAll([_gateway.StopAsync(EdgePatience), .. _producers.Select(service => service.StopAsync(EdgePatience))]);
        await Task.WhenAll(_queryApis.Select(service => service.StopAsync(QueryApiPatience)));
        await Task.WhenAll(_ingestors.Select(service => service.StopAsync(IngestorPatience)));
    }
}
