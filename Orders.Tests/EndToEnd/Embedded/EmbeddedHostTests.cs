using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Orders.AppHost.Embedded.Processes;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Embedded;

public sealed class EmbeddedHostTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Everything_runs_and_a_signal_stops_all_of_it_in_time()
    {
        await using var run = await HostRun.StartAsync("--query-apis", "2");
        var processes = run.ProcessIds();
        var endpoints = run.Endpoints();

        Assert.Equal(["gateway", "ingestor-1", "postgres", "producer", "prometheus", "query-api-1", "query-api-2"], processes.Keys.Order());
        Assert.All(processes.Values, id => Assert.True(Unix.IsRunning(id)));
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(run.Page)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri(run.Page, "health"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri($"{endpoints.GetProperty("gatewayManagement").GetString()}/metrics"))).StatusCode);
        Assert.Equal(2, endpoints.GetProperty("queryApis").GetArrayLength());
        foreach (var service in (string[])["ingestor-1", "query-api-1", "query-api-2", "gateway", "producer"])
        {
            Assert.Equal([ThreadPolicies.Batch], ThreadPolicies.Of(processes[service], ".NET Sockets"));
            Assert.All(ThreadPolicies.Of(processes[service], ".NET TP Worker"), policy => Assert.Equal(ThreadPolicies.Batch, policy));
        }

        var (exitCode, took) = await run.StopAsync(Signal.Interrupt);

        Assert.Equal(0, exitCode);
        Assert.True(took < TimeSpan.FromSeconds(10), $"It took {took}.");
        Assert.All(processes.Values, id => Assert.False(Unix.IsRunning(id)));
        Assert.False(File.Exists(run.EndpointsFile));
    }

    [Fact]
    public async Task A_child_that_is_killed_comes_back_under_its_address()
    {
        await using var run = await HostRun.StartAsync("--no-producer");
        var before = run.ProcessIds();

        foreach (var name in (string[])["ingestor-1", "query-api-1", "gateway", "postgres", "prometheus"])
        {
            Unix.Send(before[name], Signal.Kill);
            await Eventually.BecomesTrueAsync(() => run.ProcessIds()[name] != before[name]);
        }

        await Eventually.BecomesTrueAsync(async () => (await Http.GetAsync(new Uri(run.Page, "health"))).IsSuccessStatusCode);
        Assert.Contains("query-api-1", run.Output, StringComparison.Ordinal);
        Assert.Contains("it is started again", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_outlives_a_killed_host_and_its_data_opens_again()
    {
        using var folder = new ScratchFolder();
        var first = await HostRun.StartAsync(folder, [], "--no-producer");
        var processes = first.ProcessIds();

        first.Send(Signal.Kill);
        await first.Exited;

        await Eventually.BecomesTrueAsync(() => !processes.Values.Any(Unix.IsRunning), TimeSpan.FromSeconds(60));
        await using var second = await HostRun.StartAsync(folder, [], "--no-producer");
        Assert.True((await Http.GetAsync(new Uri(second.Page, "health"))).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_restart_with_old_data_serves_it_and_goes_on()
    {
        using var folder = new ScratchFolder();
        await using (var first = await HostRun.StartAsync(folder, [], "--no-producer"))
        {
            await first.AppendAsync("old");
            await Eventually.BecomesTrueAsync(() => first.HasAsync(Http, "old"));
        }

        await using var second = await HostRun.StartAsync(folder, [], "--no-producer");
        Assert.True(await second.HasAsync(Http, "old"));
        await second.AppendAsync("new");
        await Eventually.BecomesTrueAsync(() => second.HasAsync(Http, "new"));
    }

    [Fact]
    public async Task Servers_that_the_environment_names_are_used_instead_of_our_own()
    {
        using var folder = new ScratchFolder();
        await using var database = await TestDatabase.CreateAsync();
        using var broker = new TestBroker();
        foreach (var topic in (string[])["orders", "orders_dlq", "orders_changed"])
        {
            broker.Kafka.CreateTopic(topic, 2);
        }

        await using var run = await HostRun.StartAsync(folder, new()
        {
            ["ConnectionStrings__orders"] = database.ConnectionString,
            ["ConnectionStrings__kafka"] = broker.BootstrapServers,
        }, "--no-producer");

        Assert.DoesNotContain("postgres", run.ProcessIds().Keys);
        Assert.Equal(broker.BootstrapServers, run.Endpoints().GetProperty("kafka").GetString());
        Assert.Equal(database.ConnectionString, run.Endpoints().GetProperty("postgres").GetString());
        Assert.False(Directory.Exists(folder.Child("data/postgres")));
        Assert.Equal(0L, await database.ReadAsync<long>("SELECT count(*) FROM orders"));
        await run.StopAsync();
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_before_anything_starts()
    {
        using var folder = new ScratchFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var lines = new RecentLines(10);
        var exitCode = await RunAsync(lines, "--port", port, "--data", folder.Child("data"), "--endpoints", folder.Child("endpoints.json"));

        Assert.Equal(1, exitCode);
        Assert.Equal($"Port {port} is in use: stop what listens there, or choose another with --port N.", lines.ToString());
        Assert.False(Directory.Exists(folder.Child("data")));
    }

    private static Task<int> RunAsync(RecentLines lines, params string[] arguments) =>
        ChildProcess.RunAsync(HostRun.Command(arguments) with { OnLine = lines.Add }, CancellationToken.None);
}
