using System.Net;
using Microsoft.AspNetCore.Http;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Gateway;

public abstract class OutageTests(bool http2)
{
    private const int Concurrency = 8;
    private const string RarelyProbed = "00:05:00";
    private static readonly Uri Order = new("/api/orders/b563feb7b2b84b6test", UriKind.Relative);

    [Fact]
    public async Task Requests_are_spread_over_the_query_apis()
    {
        await using var one = await Backend.StartAsync();
        await using var other = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(one), Through(other)]);
        await gateway.UntilAsync("query-api", "Healthy");

        await AskAsync(gateway, times: 200);

        Assert.NotEmpty(one.Requests);
        Assert.NotEmpty(other.Requests);
        Assert.Equal(200, one.Requests.Count + other.Requests.Count);
    }

    [Fact]
    public async Task A_query_api_that_dies_costs_no_client_an_answer()
    {
        await using var living = await Backend.StartAsync();
        await using var dying = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(living), Through(dying)], ("Proxy:ProbeInterval", RarelyProbed));
        await gateway.UntilAsync("query-api", "Healthy");

        await dying.StopAsync();

        Assert.All(await AskAsync(gateway, times: 100), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task A_read_that_is_broken_off_is_answered_by_another()
    {
        await using var living = await Backend.StartAsync();
        await using var breaking = await Backend.StartAsync(Abort);
        await using var gateway = await RunningGateway.StartAsync([Through(living), Through(breaking)]);
        await gateway.UntilAsync("query-api", "Healthy");

        Assert.All(await AskAsync(gateway, times: 100), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.NotEmpty(breaking.Requests);
    }

    [Fact]
    public async Task A_query_api_that_keeps_breaking_off_is_left_alone_before_the_next_probe()
    {
        await using var living = await Backend.StartAsync();
        await using var breaking = await Backend.StartAsync(Abort);
        await using var gateway = await RunningGateway.StartAsync(
            [Through(living), Through(breaking)], ("Proxy:ProbeInterval", RarelyProbed), ("Proxy:PauseAfterFailures", "00:05:00"));
        await gateway.UntilAsync("query-api", "Healthy");

        await Eventually.BecomesTrueAsync(async () =>
        {
            var before = breaking.Requests.Count;
            await AskAsync(gateway, times: 50);
            return breaking.Requests.Count == before;
        });
        Assert.True(breaking.Requests.Count >= 3, "A single broken connection is no streak.");

        breaking.Requests.Clear();
        await AskAsync(gateway, times: 500);
        Assert.Empty(breaking.Requests);
        await gateway.UntilAsync("query-api", "Degraded");
    }

    [Fact]
    public async Task A_query_api_that_is_slow_to_answer_some_is_not_taken_from_the_others()
    {
        await using var only = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(only)], ("Proxy:SilenceTimeout", "00:00:00.100"));
        await gateway.UntilAsync("query-api", "Healthy");

        only.Answer = Silence;
        Assert.All(await AskAsync(gateway, times: 10), status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));

        only.Answer = context => context.Response.WriteAsync("cached");
        Assert.All(await AskAsync(gateway, times: 1), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task A_read_that_gets_no_answer_in_time_is_answered_by_another()
    {
        await using var living = await Backend.StartAsync();
        await using var silent = await Backend.StartAsync(Silence);
        await using var gateway = await RunningGateway.StartAsync([Through(living), Through(silent)], ("Proxy:SilenceTimeout", "00:00:00.200"));
        await gateway.UntilAsync("query-api", "Healthy");

        Assert.All(await AskAsync(gateway, times: 20), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.NotEmpty(silent.Requests);
    }

    [Fact]
    public async Task Each_query_api_is_tried_only_once_for_a_request()
    {
        await using var one = await Backend.StartAsync(Abort);
        await using var other = await Backend.StartAsync(Abort);
        await using var gateway = await RunningGateway.StartAsync([Through(one), Through(other)]);
        await gateway.UntilAsync("query-api", "Healthy");

        using var response = await gateway.Public.GetAsync(Order);

        await AssertAwayAsync(response);
        Assert.Single(one.Requests);
        Assert.Single(other.Requests);
    }

    [Fact]
    public async Task A_read_with_a_body_is_not_repeated()
    {
        await using var one = await Backend.StartAsync(Abort);
        await using var other = await Backend.StartAsync(Abort);
        await using var gateway = await RunningGateway.StartAsync([Through(one), Through(other)]);
        await gateway.UntilAsync("query-api", "Healthy");
        using var request = new HttpRequestMessage(HttpMethod.Get, Order) { Content = new StringContent("body") };

        using var response = await gateway.Public.SendAsync(request);

        await AssertAwayAsync(response);
        Assert.Equal(1, one.Requests.Count + other.Requests.Count);
    }

    // A query API over HTTP/1.1 is first sent all of a body and then listened to: there this client is only slow.
    [Fact]
    public async Task A_query_api_that_breaks_off_while_the_client_still_sends_is_not_the_clients_fault()
    {
        await using var breaking = await Backend.StartAsync(Abort);
        await using var gateway = await RunningGateway.StartAsync([Through(breaking)], ("Proxy:SilenceTimeout", "00:00:01"));
        await gateway.UntilAsync("query-api", "Healthy");
        using var client = await RawClient.ConnectAsync(gateway);

        await client.SendAsync($"GET {Order} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");

        Assert.StartsWith(http2 ? "HTTP/1.1 503" : "HTTP/1.1 408", await client.ReadSomeAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_all_query_apis_away_the_answer_says_when_to_come_back_and_comes_when_one_is_there_again()
    {
        await using var first = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(first)]);
        await gateway.UntilAsync("query-api", "Healthy");
        await first.StopAsync();

        using (var away = await gateway.Public.GetAsync(Order))
        {
            await AssertAwayAsync(away);
        }

        await gateway.UntilAsync("query-api", "Unhealthy");
        using (var away = await gateway.Public.GetAsync(Order))
        {
            await AssertAwayAsync(away);
        }

        await using var second = await Backend.StartAsync(address: first.Address, http2Port: new Uri(first.Http2Address).Port);
        await gateway.UntilAsync("query-api", "Healthy");
        using var back = await gateway.Public.GetAsync(Order);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_in_all_is_given_up()
    {
        await using var silent = await Backend.StartAsync(Silence);
        await using var gateway = await RunningGateway.StartAsync([Through(silent)], ("Proxy:RequestTimeout", "00:00:00.300"));
        await gateway.UntilAsync("query-api", "Healthy");

        using var response = await gateway.Public.GetAsync(Order);

        await AssertAwayAsync(response);
    }

    [Fact]
    public async Task A_query_api_that_is_not_ready_is_avoided_while_another_is()
    {
        await using var ready = await Backend.StartAsync();
        await using var warming = await Backend.StartAsync(health: StatusCodes.Status503ServiceUnavailable);
        await using var gateway = await RunningGateway.StartAsync([Through(ready), Through(warming)]);
        await gateway.UntilAsync("query-api", "Degraded");

        await AskAsync(gateway, times: 50);

        Assert.Empty(warming.Requests);
    }

    [Fact]
    public async Task Query_apis_that_are_not_ready_still_answer_when_none_is()
    {
        await using var withoutDatabase = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(withoutDatabase)]);
        await gateway.UntilAsync("query-api", "Healthy");

        withoutDatabase.HealthStatus = StatusCodes.Status503ServiceUnavailable;
        await gateway.UntilAsync("query-api", "Unhealthy");

        Assert.All(await AskAsync(gateway, times: 5), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task Silence(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
        .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private static async Task<HttpStatusCode[]> AskAsync(RunningGateway gateway, int times)
    {
        var statuses = new HttpStatusCode[times];
        await Parallel.ForAsync(0, times, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (index, cancellation) =>
        {
            using var response = await gateway.Public.GetAsync(Order, cancellation);
            statuses[index] = response.StatusCode;
        });
        return statuses;
    }

    private static async Task AssertAwayAsync(HttpResponseMessage response)
    {
        await Problem.AssertAsync(HttpStatusCode.ServiceUnavailable, response);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
    }

    private QueryApiAddress Through(Backend backend) => http2 ? backend : backend.Address;
}
