using System.Net;
using Microsoft.AspNetCore.Http;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Gateway;

public sealed class RateLimitTests : IAsyncLifetime
{
    // So slow that a test sees the burst and nothing else, however busy the machine is.
    private static readonly (string Key, string Value)[] Slow = [("environment", "Production"), ("Limits:RequestsPerSecond", "1"), ("Limits:RequestBurst", "40")];

    private Backend _queryApi = null!;

    public async Task InitializeAsync() => _queryApi = await Backend.StartAsync();

    public async Task DisposeAsync() => await _queryApi.DisposeAsync();

    [Fact]
    public async Task A_client_without_a_key_gets_its_burst_and_then_429_with_a_time_to_wait()
    {
        await using var gateway = await StartAsync(Slow);

        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 60; number++)
        {
            using var response = await gateway.Public.GetAsync("/api/orders/abc");
            statuses.Add(response.StatusCode);
        }

        using var refused = await gateway.Public.GetAsync("/api/nothing");
        Assert.All(statuses.Take(40), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.TooManyRequests), 5, 20);
        await Problem.AssertAsync(HttpStatusCode.TooManyRequests, "rate-limited", refused);
        Assert.Equal(1, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.NotEmpty(refused.Headers.GetValues("Content-Security-Policy"));
    }

    [Fact]
    public async Task After_the_wait_there_is_a_permit_again()
    {
        await using var gateway = await StartAsync([.. Slow, ("Limits:RequestBurst", "1")]);
        using var first = await gateway.Public.GetAsync("/api/orders/abc");

        await Eventually.BecomesTrueAsync(async () => (await gateway.Public.GetAsync("/api/orders/abc")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_has_permits_of_its_own()
    {
        var (key, setting) = Keys.New();
        await using var gateway = await StartAsync([.. Slow, ("Limits:RequestBurst", "1"), ("Limits:KeyRequestsPerSecond", "1"), ("Limits:KeyRequestBurst", "3"), ("Auth:ApiKeys", setting)]);
        for (var number = 0; number < 3; number++)
        {
            using var anonymous = await gateway.Public.GetAsync("/api/orders/abc");
        }

        var passed = 0;
        while ((await gateway.Public.GetAsync("/api/orders/abc", (Keys.Header, key))).StatusCode == HttpStatusCode.OK)
        {
            passed++;
        }

        Assert.InRange(passed, 3, 10);
    }

    [Fact]
    public async Task The_page_is_counted_apart()
    {
        await using var gateway = await StartAsync([.. Slow, ("Limits:RequestBurst", "1"), ("Limits:PageRequestsPerSecond", "1"), ("Limits:PageRequestBurst", "50")]);
        using var first = await gateway.Public.GetAsync("/api/orders/abc");
        using var second = await gateway.Public.GetAsync("/api/orders/abc");
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);

        for (var number = 0; number < 50; number++)
        {
            using var file = await gateway.Public.GetAsync("/app.js");
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Theory]
    [InlineData("Development", "auto")]
    [InlineData("Production", "never")]
    public async Task There_is_no_limit_where_none_is_wanted(string environment, string setting)
    {
        await using var gateway = await StartAsync([.. Slow, ("environment", environment), ("Limits:RateLimits", setting)]);

        for (var number = 0; number < 100; number++)
        {
            using var response = await gateway.Public.GetAsync("/api/orders/abc");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task What_a_client_writes_into_X_Forwarded_For_makes_no_other_client_of_it()
    {
        await using var gateway = await StartAsync([.. Slow, ("Limits:RequestBurst", "1")]);

        using var first = await gateway.Public.GetAsync("/api/orders/abc", ("X-Forwarded-For", "203.0.113.1"));
        using var second = await gateway.Public.GetAsync("/api/orders/abc", ("X-Forwarded-For", "203.0.113.2"));

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.2", HttpStatusCode.OK)]
    [InlineData("203.0.113.1", "203.0.113.1", HttpStatusCode.TooManyRequests)]
    [InlineData("203.0.113.9, 203.0.113.1", "203.0.113.8, 203.0.113.1", HttpStatusCode.TooManyRequests)]
    [InlineData("203.0.113.1, 10.0.0.7", "203.0.113.2, 10.0.0.8", HttpStatusCode.OK)]
    [InlineData("2001:db8::1", "2001:db8::2", HttpStatusCode.TooManyRequests)]
    [InlineData("[2001:db8:0:1::1]:4711", "[2001:db8:0:2::1]:4711", HttpStatusCode.OK)]
    public async Task Behind_trusted_proxies_the_client_is_the_last_one_that_is_none_of_them(string first, string second, HttpStatusCode expected)
    {
        await using var gateway = await StartAsync([.. Slow, ("Limits:RequestBurst", "1"), ("TrustedProxies", "127.0.0.1, 10.0.0.0/8")]);

        using var before = await gateway.Public.GetAsync("/api/orders/abc", ("X-Forwarded-For", first));
        using var response = await gateway.Public.GetAsync("/api/orders/abc", ("X-Forwarded-For", second));

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Open_streams_of_a_client_are_limited_and_a_closed_one_makes_room()
    {
        _queryApi.Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(": open\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        await using var gateway = await StartAsync(("environment", "Production"), ("Limits:StreamsPerClient", "2"));
        async Task<HttpResponseMessage> OpenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders/abc/events");
            return await gateway.Public.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }

        using var first = await OpenAsync();
        using var second = await OpenAsync();
        using var third = await OpenAsync();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, second.StatusCode]);
        await Problem.AssertAsync(HttpStatusCode.TooManyRequests, "too-many-streams", third);

        first.Dispose();

        await Eventually.BecomesTrueAsync(async () =>
        {
            using var next = await OpenAsync();
            return next.StatusCode == HttpStatusCode.OK;
        });
    }

    private Task<RunningGateway> StartAsync(params (string Key, string Value)[] settings) => RunningGateway.StartAsync([_queryApi], settings);
}
