using System.Collections.Concurrent;
using System.Globalization;

using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.Processes;
using Orders.AppHost.Embedded.Reporting;
using Orders.AppHost.Embedded.Services;

namespace Orders.Chaos.Running;

/// <summary>
/// The services of a run, started again whenever they die. Unlike those of ./run they can change their environment and be joined by more.
/// </summary>
internal sealed class Fleet(ServicePlan plan, SystemOptions options, Output output) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ServiceProcess> _services = new(StringComparer.Ordinal);
    private readonly HealthProbe _probe = new();

    public IEnumerable<string> Names => _services.Keys;

    /// <summary>Returns when every service is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in plan.Stages)
        {
            var path = stage.Contains(plan.Gateway) ? "/alive" : "/health";
            await Task.WhenAll(stage.Select(spec => StartAsync(With(spec, options.Environment(spec.Name)), path, cancellationToken)));
        }

        await _probe.WaitAsync(plan.Gateway.Name, new Uri($"{plan.Gateway.Address}/health"), cancellationToken);
    }

    /// <summary>Its process now; it has another one after each death.</summary>
    public int Pid(string name) => _services[name].Pid;

    /// <summary>Where it answers, whoever it was started by.</summary>
    public Uri Address(string name) => new(_services[name].Spec.Address);

    public void Send(string name, Signal signal) => _services[name].Send(signal);

    /// <summary>Waits until the service answers that it is ready, however long that takes; the gateway's readiness is everybody's, so it only has to be there.</summary>
    public async Task IsReadyAsync(string name, CancellationToken cancellationToken)
    {
        var address = new Uri(Address(name), name == plan.Gateway.Name ? "/alive" : "/health");
        while (true)
        {
            try
            {
                await _probe.WaitAsync(name, address, cancellationToken);
                return;
            }
            catch (StartupException)
            {
                // The probe's patience is for a start on a machine of one's own.
            }
        }
    }

    /// <summary>How the service was started at first.</summary>
    public ServiceSpec Model(string name) => With(plan.Stages.SelectMany(stage => stage).Single(spec => spec.Name == name), options.Environment(name));

    /// <summary>Kills the service and starts it with these variables beside its usual ones; none: as it was at first.</summary>
    public async Task ReplaceAsync(string name, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var old = _services[name];
        old.EndSupervision();
        old.Send(Signal.Kill);
        await old.StopAsync(Patience);
        await StartAsync(With(Model(name), environment), "/alive", cancellationToken);
    }

    /// <summary>Starts another instance, which the gateway does not know: of the same consumer group as the others, unless its environment says otherwise.</summary>
    public async Task AddAsync(string name, string like, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var model = plan.Stages.SelectMany(stage => stage).Single(spec => spec.Name == like);
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Next()}");
        var spec = With(model with { Name = name, Address = address }, environment);
        await StartAsync(With(spec, new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = address }), "/alive", cancellationToken);
    }

    /// <summary>Ends an instance for good.</summary>
    public async Task RemoveAsync(string name, Signal signal)
    {
        if (_services.TryRemove(name, out var service))
        {
            service.EndSupervision();
            service.Send(signal);
            await service.StopAsync(Patience);
        }
    }

    /// <summary>The gateway first and the ingestors last, so that nobody misses whom he needs.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
        {
            service.EndSupervision();
        }

        foreach (var stage in plan.Stages.Reverse())
        {
            await Task.WhenAll(stage.Select(spec => RemoveAsync(spec.Name, Signal.Terminate)));
        }

        await Task.WhenAll(Names.ToArray().Select(name => RemoveAsync(name, Signal.Terminate)));
        _probe.Dispose();
    }

    private static ServiceSpec With(ServiceSpec spec, IReadOnlyDictionary<string, string?> environment) =>
        spec with { Environment = spec.Environment.Concat(environment).GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Last().Value) };

    private async Task StartAsync(ServiceSpec spec, string path, CancellationToken cancellationToken)
    {
        var service = new ServiceProcess(spec, output);
        _services[spec.Name] = service;
        service.Start(() => options.OnRestart(spec.Name));
        await service.BecomesReadyAsync(_probe, path, cancellationToken);
    }
}
