using System.Globalization;

using Orders.Bench.Measuring;
using Orders.Bench.Tools;
using Orders.Chaos.Running;

namespace Orders.Bench.Serving;

/// <summary>A cached order, from the query API and through the gateway, beside who does nothing but send bytes.</summary>
internal sealed class ServeScenario : IScenario
{
    /// <summary>
    /// In bytes. The least that can be allocated is an object of 24; what the runtime allocates for itself meanwhile differs by a byte or two
    /// an answer from round to round. So less than half an object is none.
    /// </summary>
    private const double HalfAnObject = 12;

    private static readonly int[] Connections = [32, 256];
    private static readonly string[] Confined = ["query-api-1", "gateway"];

    public string Name => "serve";

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("orders-bench-");
        var options = new SystemOptions { QueryApis = 1, Log = run.Log, Environment = Environment };
        await using var system = await OrdersSystem.StartAsync(options, cancellationToken);
        var order = await OneOrder.AppendAsync(system, cancellationToken);
        await using var bare = await BareServer.StartAsync(folder.FullName, order.Path, order.Document, cancellationToken);
        await using var nginx = await Nginx.StartAsync(folder.FullName, order.Document, system.QueryApis[0], cancellationToken);
        await using var yarp = await BareProxy.StartAsync(system.QueryApisByHttp2[0], order.Path, cancellationToken);
        var queryApi = new Uri(system.QueryApis[0], order.Path);
        var gateway = new Uri(system.Gateway, order.Path);
        var (proxy, bareProxy) = (new Uri(nginx.Proxy, order.Path), new Uri(yarp.Address, order.Path));
        foreach (var process in Confined.Select(system.Services.Pid).Append(bare.Pid).Append(yarp.Pid))
        {
            await Processors.ConfineAsync(process, Processors.Serving, cancellationToken);
        }

        // Ours between its peers: a shared machine's speed changes within seconds.
        Server[] answering = [new(bare.Address, bare.Pid), new(queryApi, system.Services.Pid("query-api-1")), new(nginx.File, null)];
        Server[] passingOn = [new(bareProxy, yarp.Pid), new(gateway, system.Services.Pid("gateway")), new(proxy, null)];
        await WarmUp.RunAsync([.. answering, .. passingOn], Connections[^1], run.WarmUp, run.CompilerPatience, cancellationToken);
        foreach (var connections in Connections)
        {
            var answers = await InTurnsAsync(run, answering, run.Rounds, connections, cancellationToken);
            var passedOn = await InTurnsAsync(run, passingOn, run.MoreRounds, connections, cancellationToken);

            var what = string.Create(CultureInfo.InvariantCulture, $"cached GET, {connections} connections");
            var through = string.Create(CultureInfo.InvariantCulture, $"cached GET through the gateway, {connections} connections");
            Compare(run, what, "bare Kestrel", answers[queryApi], answers[bare.Address], 0.95, 1.2);
            run.Add(Row.Ratio(what, "nginx, from a file", "req/s", Rates(answers[queryApi]), Rates(answers[nginx.File]), new Target.AtLeast(0.8)));
            Compare(run, through, "nginx as proxy", passedOn[gateway], passedOn[proxy], 1.0, 1.0);
            run.Add(Row.Ratio(through, "YARP with one route, run alike", "req/s", Rates(passedOn[gateway]), Rates(passedOn[bareProxy]), new Target.AtLeast(0.9)));
        }

        List<double> ours = [], theirs = [];
        for (var number = 0; number < run.Rounds; number++)
        {
            ours.Add(await Allocations.PerAnswerAsync(new Uri(system.QueryApis[0], "/metrics"), queryApi, run.LoadDuration, cancellationToken));
            theirs.Add(await Allocations.PerAnswerAsync(new Uri(bare.Address, "/metrics"), bare.Address, run.LoadDuration, cancellationToken));
        }

        run.Add(Row.Difference("allocated for a cached GET", "bare Kestrel", "bytes", new Series(ours), new Series(theirs), new Target.AtMost(HalfAnObject)));
        folder.Delete(recursive: true);
    }

    /// <summary>Forwards and backwards, so that none is always the first.</summary>
    private static async Task<Dictionary<Uri, List<Wrk.Result>>> InTurnsAsync(
        BenchRun run, Server[] servers, int rounds, int connections, CancellationToken cancellationToken)
    {
        var results = servers.ToDictionary(server => server.Address, _ => new List<Wrk.Result>());
        for (var number = 0; number < rounds; number++)
        {
            foreach (var server in number % 2 == 0 ? servers : Enumerable.Reverse(servers))
            {
                results[server.Address].Add(await server.LoadAsync(connections, run.LoadDuration, cancellationToken));
            }
        }

        return results;
    }

    private static IReadOnlyDictionary<string, string?> Environment(string service) =>
        Confined.Contains(service) ? Processors.ServingEnvironment : new Dictionary<string, string?>();

    private static void Compare(BenchRun run, string what, string with, List<Wrk.Result> ours, List<Wrk.Result> theirs, double rate, double tail)
    {
        run.Add(Row.Ratio(what, with, "req/s", Rates(ours), Rates(theirs), new Target.AtLeast(rate)));
        run.Add(Row.Ratio(what, with, "p99, ms", new Series(ours.Select(result => result.P99)), new Series(theirs.Select(result => result.P99)), new Target.AtMost(tail)));
    }

    private static Series Rates(IEnumerable<Wrk.Result> results) => new(results.Select(result => result.RequestsPerSecond));
}
