using Orders.AppHost.Embedded.Reporting;

namespace Orders.AppHost.Embedded.Services;

/// <summary>All services of a run: started along the way that the data takes, stopped from the outside in.</summary>
internal sealed class ServiceSet : IAsyncDisposable
{
    // Together with PostgreSQL's own they stay under the ten seconds in which everything is to stop.
    private static readonly TimeSpan EdgePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan QueryApiPatience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan IngestorPatience = TimeSpan.FromSeconds(3);

    private readonly ServicePlan _plan;
    private readonly Dictionary<ServiceSpec, ServiceProcess> _processes;

    public ServiceSet(ServicePlan plan, Output output)
    {
        _plan = plan;
        _processes = plan.Stages.SelectMany(stage => stage).ToDictionary(spec => spec, spec => new ServiceProcess(spec, output));
    }

    public IReadOnlyDictionary<string, int> ProcessIds =>
        _plan.Stages.SelectMany(Processes).ToDictionary(service => service.Spec.Name, service => service.Pid);

    /// <summary>Returns when every service is ready.</summary>
    /// <param name="onRestart">Called whenever one of them has been started again.</param>
    /// <exception cref="StartupException">One of them did not get ready.</exception>
    public async Task StartAsync(Action onRestart, CancellationToken cancellationToken)
    {
        using var probe = new HealthProbe();
        foreach (var stage in _plan.Stages)
        {
            // The gateway's health is that of the whole system, which is not there yet.
            await StartAsync(Processes(stage), stage.Contains(_plan.Gateway) ? "/alive" : "/health");
        }

        await _processes[_plan.Gateway].BecomesReadyAsync(probe, "/health", cancellationToken);

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
        foreach (var service in _processes.Values)
        {
            service.EndSupervision();
        }
    }

    public async ValueTask DisposeAsync()
    {
        EndSupervision();
        await Task.WhenAll(Processes([_plan.Gateway, .. _plan.Producer is { } producer ? [producer] : Array.Empty<ServiceSpec>()])
            .Select(service => service.StopAsync(EdgePatience)));
        await Task.WhenAll(Processes(_plan.QueryApis).Select(service => service.StopAsync(QueryApiPatience)));
        await Task.WhenAll(Processes(_plan.Ingestors).Select(service => service.StopAsync(IngestorPatience)));
    }

    private ServiceProcess[] Processes(IEnumerable<ServiceSpec> specs) => [.. specs.Select(spec => _processes[spec])];
}
