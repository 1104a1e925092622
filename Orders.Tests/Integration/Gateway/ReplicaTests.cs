using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orders.Gateway.Discovering;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Gateway;

/// <summary>Scaling as compose does it: the replicas of a service are the addresses of its name.</summary>
public sealed class ReplicaTests
{
    private static readonly Uri Order = new("/api/orders/x", UriKind.Relative);

    private readonly FakeNames _names = new();

    [Fact]
    public async Task All_replicas_behind_a_name_answer_and_are_asked_by_that_name()
    {
        await using var first = await Backend.StartAsync(address: "http://127.0.0.1:0");
        await using var second = await Backend.StartAsync(address: At("127.0.0.2", first));
        _names["query-api"] = ["127.0.0.1", "127.0.0.2"];
        await using var gateway = await StartAsync(first);
        await gateway.UntilAsync("query-api", "Healthy");

        await ReachAsync(gateway, first, second);

        Assert.Equal("2 of 2 ready", (await gateway.CheckAsync("query-api")).GetProperty("description").GetString());
        Assert.All([.. first.Requests, .. second.Requests], headers => Assert.StartsWith("query-api:", headers["Host"].ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replica_that_is_added_gets_requests_and_one_that_is_removed_gets_none()
    {
        await using var first = await Backend.StartAsync();
        _names["query-api"] = ["127.0.0.1"];
        await using var gateway = await StartAsync(first);
        await gateway.UntilAsync("query-api", "Healthy");

        await using var second = await Backend.StartAsync(address: At("127.0.0.2", first));
        _names["query-api"] = ["127.0.0.1", "127.0.0.2"];
        await ReachAsync(gateway, second);

        _names["query-api"] = ["127.0.0.2"];
        await UntilDescribedAsync(gateway, "1 of 1 ready");
        first.Requests.Clear();
        for (var request = 0; request < 50; request++)
        {
            Assert.Equal(second.Address, await gateway.Public.GetStringAsync(Order));
        }

        Assert.Empty(first.Requests);
    }

    [Fact]
    public async Task A_gateway_that_is_started_before_the_name_exists_finds_the_replicas_later()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(backend);
        using (var early = await gateway.Public.GetAsync(Order))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        }

        _names["query-api"] = ["127.0.0.1"];
        await gateway.UntilAsync("query-api", "Healthy");

        Assert.Equal(backend.Address, await gateway.Public.GetStringAsync(Order));
    }

    [Fact]
    public async Task A_name_server_that_goes_away_takes_nobody_with_it()
    {
        await using var backend = await Backend.StartAsync();
        _names["query-api"] = ["127.0.0.1"];
        await using var gateway = await StartAsync(backend);
        await gateway.UntilAsync("query-api", "Healthy");

        _names["query-api"] = [];
        var failedFrom = _names.Lookups;
        await Eventually.BecomesTrueAsync(() => _names.Lookups > failedFrom + 3);

        Assert.Equal(backend.Address, await gateway.Public.GetStringAsync(Order));
    }

    [Fact]
    public async Task All_replicas_of_the_other_services_count_for_the_health()
    {
        await using var queryApi = await Backend.StartAsync();
        await using var first = await Backend.StartAsync();
        await using var second = await Backend.StartAsync(address: At("127.0.0.2", first), health: 503);
        _names["ingestor"] = ["127.0.0.1", "127.0.0.2"];
        await using var gateway = await RunningGateway.StartAsync(
            [queryApi], services => services.AddSingleton<NameLookup>(_names.LookUpAsync), ("services:ingestor:http:0", Named("ingestor", first)));

        await gateway.UntilAsync("ingestor", "Degraded");

        Assert.Equal("1 of 2 ready", (await gateway.CheckAsync("ingestor")).GetProperty("description").GetString());
    }

    private static string At(string ip, Backend sibling) => $"http://{ip}:{new Uri(sibling.Address).Port}";

    private static string Named(string host, Backend backend) => $"http://{host}:{new Uri(backend.Address).Port}";

    private Task<RunningGateway> StartAsync(Backend backend) => RunningGateway.StartAsync(
        [Named("query-api", backend)],
        services => services.AddSingleton<NameLookup>(_names.LookUpAsync),
        ("Proxy:LookupInterval", "00:00:00.100"));

    private static Task ReachAsync(RunningGateway gateway, params Backend[] backends)
    {
        var reached = new HashSet<string>();
        return Eventually.BecomesTrueAsync(async () =>
        {
            reached.Add(await gateway.Public.GetStringAsync(Order));
            return Array.TrueForAll(backends, backend => reached.Contains(backend.Address));
        });
    }

    private static Task UntilDescribedAsync(RunningGateway gateway, string description) => Eventually.BecomesTrueAsync(
        async () => (await gateway.CheckAsync("query-api")).GetProperty("description").GetString() == description);
}
