using System.Net;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Gateway;

/// <summary>Over HTTP/2 the clients of the gateway share its connections to a query API, and must not notice each other by that.</summary>
public sealed class SharedConnectionTests
{
    private static readonly Uri Order = new("/api/orders/b563feb7b2b84b6test", UriKind.Relative);

    [Fact]
    public async Task Many_requests_at_a_time_come_on_one_connection()
    {
        const int Requests = 50;
        var all = new CountdownEvent(Requests);
        var together = new TaskCompletionSource();
        await using var queryApi = await Backend.StartAsync(async _ =>
        {
            if (all.Signal())
            {
                together.SetResult();
            }

            await together.Task.WaitAsync(TimeSpan.FromSeconds(10));
        });
        await using var gateway = await RunningGateway.StartAsync([queryApi]);

        await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => AskAsync(gateway)));

        Assert.All(queryApi.Ways, way => Assert.Equal("HTTP/2", way.Protocol));
        Assert.Single(queryApi.Ways.Select(way => way.Connection).Distinct());
    }

    [Fact]
    public async Task A_client_that_takes_no_answer_costs_the_others_neither_theirs_nor_the_connection()
    {
        var letGo = new TaskCompletionSource();
        await using var queryApi = await Backend.StartAsync(async context =>
        {
            if (context.Request.Path != "/api/orders/endless")
            {
                return;
            }

            context.RequestAborted.Register(letGo.SetResult);
            var block = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        });
        await using var gateway = await RunningGateway.StartAsync(
            [queryApi], ("Limits:SlownessGrace", "00:00:02"), ("Limits:MinBytesPerSecond", "4000000"), ("Proxy:SilenceTimeout", "00:02:00"), ("Proxy:RequestTimeout", "00:05:00"));
        using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, gateway.Public.BaseAddress!.Port), receiveBufferBytes: 4096);
        await client.SendAsync("GET /api/orders/endless HTTP/1.1\r\nHost: localhost\r\n\r\n");

        await Eventually.BecomesTrueAsync(
            async () =>
            {
                await AskAsync(gateway);
                return letGo.Task.IsCompleted;
            },
            TimeSpan.FromSeconds(30),
            "the client that takes nothing is let go");

        Assert.Single(queryApi.Ways.Select(way => way.Connection).Distinct());
    }

    [Fact]
    public async Task A_connection_to_a_machine_that_is_gone_is_given_up()
    {
        await using var queryApi = await Backend.StartAsync();
        await using var relay = new StallingRelay(new Uri(queryApi.Http2Address).Port);
        await using var gateway = await RunningGateway.StartAsync(
            [new QueryApiAddress(queryApi.Address, relay.Address)], ("Proxy:ProbeTimeout", "00:00:00.500"), ("Proxy:SilenceTimeout", "00:00:00.500"));
        await gateway.UntilAsync("query-api", "Healthy");
        await AskAsync(gateway);

        relay.Stall();
        await gateway.UntilAsync("query-api", "Unhealthy");
        await gateway.UntilAsync("query-api", "Healthy");

        await AskAsync(gateway);
        Assert.Equal(2, queryApi.Ways.Select(way => way.Connection).Distinct().Count());
    }

    private static async Task AskAsync(RunningGateway gateway)
    {
        using var response = await gateway.Public.GetAsync(Order);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
