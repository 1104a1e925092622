using System.Diagnostics;
using System.Globalization;

using Orders.AppHost.Embedded.Processes;
using Orders.Bench.Measuring;
using Orders.Bench.Serving;
using Orders.Bench.Tools;
using Orders.Chaos.Running;

namespace Orders.Bench.Starting;

/// <summary>From the start of a service's process until it is ready; database, broker and the other services are there.</summary>
internal sealed class StartScenario : IScenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly string[] Services = ["ingestor-1", "query-api-1", "gateway", "producer"];

    // The one of the same name in the running system has them.
    private static readonly string[] OtherPorts = ["Http2__Port", "Management__Port"];

    public string Name => "start";

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("orders-bench-");
        var file = Path.Combine(folder.FullName, "bare.json");
        await File.WriteAllBytesAsync(file, new byte[1_000], cancellationToken);
        await using var system = await OrdersSystem.StartAsync(new SystemOptions { QueryApis = 2, Producer = true, Log = run.Log }, cancellationToken);

        // Each is measured with its twin gone, so that joining a group of two is not part of it; the second query API lets the gateway be ready.
        await system.Services.RemoveAsync("producer", Signal.Terminate);
        await system.Services.RemoveAsync("ingestor-1", Signal.Terminate);
        var ours = Services.ToDictionary(service => service, _ => new List<double>());
        List<double> bare = [];
        for (var number = 0; number < run.Rounds; number++)
        {
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Next()}"));
            bare.Add(await TimeAsync(BareServer.Command(address, file), new Uri(address, BareServer.Path), cancellationToken));
            foreach (var service in Services)
            {
                ours[service].Add(await TimeAsync(system, service, run.Log, cancellationToken));
            }
        }

        foreach (var service in Services)
        {
            run.Add(Row.Ratio($"start to ready: {service.TrimEnd('-', '1')}", "a bare ASP.NET Core service", "ms", new Series(ours[service]), new Series(bare), new Target.AtMost(2.5)));
        }

        folder.Delete(recursive: true);
    }

    private static Task<double> TimeAsync(OrdersSystem system, string service, TextWriter log, CancellationToken cancellationToken)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Next()}");
        var spec = system.Services.Model(service);
        var environment = new Dictionary<string, string?>(spec.Environment)
        {
            ["ASPNETCORE_URLS"] = address,

            // There is nobody at its standard input.
            ["Host__StopOnStdinEnd"] = "false",
        };
        foreach (var port in OtherPorts.Where(environment.ContainsKey))
        {
            environment[port] = LoopbackPort.Next().ToString(CultureInfo.InvariantCulture);
        }

        var path = service == "gateway" ? "/alive" : "/health";
        return TimeAsync((spec with { Environment = environment }).ToCommand(log.WriteLine), new Uri(new Uri(address), path), cancellationToken);
    }

    private static async Task<double> TimeAsync(ChildCommand command, Uri ready, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var process = ChildProcess.Start(command);
        try
        {
            await Ready.WaitAsync(ready, cancellationToken);
            return clock.Elapsed.TotalMilliseconds;
        }
        finally
        {
            if (!await process.StopAsync(Signal.Terminate, Patience))
            {
                await process.StopAsync(Signal.Kill, Patience);
            }
        }
    }
}
