using System.Globalization;

using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Processes;
using Orders.AppHost.Embedded.Prometheus;
using Orders.AppHost.Embedded.Reporting;
using Orders.AppHost.Embedded.Services;

namespace Orders.AppHost.Embedded;

/// <summary>One run of the whole system on this machine: servers, services, and the file and table that say where they are.</summary>
internal sealed class EmbeddedSystem(HostOptions options, Output output)
{
    /// <summary>Runs until asked to stop; then everything that was started has been stopped.</summary>
    /// <exception cref="StartupException">It cannot run as things are; nothing is left running.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        if (!LoopbackPort.IsFree(options.Port))
        {
            throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"Port {options.Port} is in use: stop what listens there, or choose another with --port N."));
        }

        using var file = new EndpointsFile(options.EndpointsFile);
        file.RemoveStale();
        try
        {
            await using var servers = await Servers.StartAsync(options, output, stop);
            var plan = new ServicePlan(options, servers.Addresses, LoopbackPort.Next);
            await using var prometheus = new EmbeddedPrometheus(servers.DataFolder, plan, output);
            await using var services = new ServiceSet(plan, output);
            await services.StartAsync(Restarted, stop);
            servers.Supervise(Restarted);
            prometheus.Start(Restarted);
            file.Write(Describe());
            AddressTable.Print(plan, servers.Addresses, prometheus.Address, options, output);

            await Task.Delay(Timeout.Infinite, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
            output.Say("Stopping.");
            file.Dispose();
            prometheus.BeginStop();
            services.EndSupervision();
            servers.EndSupervision();

            void Restarted() => file.Update(Describe);

            Endpoints Describe() => new()
            {
                Gateway = plan.Gateway.Address,
                GatewayManagement = plan.GatewayManagement,
                QueryApis = [.. plan.QueryApis.Select(service => service.Address)],
                Ingestors = [.. plan.Ingestors.Select(service => service.Address)],
                Producer = plan.Producer?.Address,
                Postgres = servers.Addresses.Orders,
                Kafka = servers.Addresses.Kafka,
                Prometheus = prometheus.Address,
                Processes = services.ProcessIds
                    .Concat(servers.PostgresPid is { } postgres ? [KeyValuePair.Create("postgres", postgres)] : [])
                    .Concat(prometheus.Pid is { } own ? [KeyValuePair.Create("prometheus", own)] : [])
                    .ToDictionary(),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while it started.
        }
    }
}
