using System.Net;

namespace Orders.Tests.Integration.Gateway;

/// <summary>In Development without keys: whoever reaches the gateway may replay, but no page that its reader happens to look at.</summary>
public sealed class CrossSiteTests : IAsyncLifetime
{
    private Backend _queryApi = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _queryApi = await Backend.StartAsync();
        _gateway = await RunningGateway.StartAsync([_queryApi]);
        await _gateway.UntilAsync("query-api", "Healthy");
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _queryApi.DisposeAsync();
    }

    public static TheoryData<string> Changes => ["/api/dead-letters/3/17/replay", "/api/dead-letters/replay"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_page_of_another_site_changes_nothing(string path)
    {
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null") })
        {
            using var refused = await _gateway.Public.SendAsync(HttpMethod.Post, path, (name, value));
            await Problem.AssertAsync(HttpStatusCode.Forbidden, "cross-site-request", refused);
        }

        Assert.Empty(_queryApi.Requests);
        Assert.DoesNotContain(_gateway.Logged, line => line.Contains("An operator", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Its_own_page_and_programs_that_are_no_browsers_do(string path)
    {
        var own = _gateway.Public.BaseAddress!.GetLeftPart(UriPartial.Authority);
        foreach (var headers in new (string, string)[][] { [], [("Origin", own)], [("Sec-Fetch-Site", "same-origin"), ("Origin", own)] })
        {
            using var accepted = await _gateway.Public.SendAsync(HttpMethod.Post, path, headers);
            Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        }

        Assert.Equal(3, _queryApi.Requests.Count);
    }

    [Theory]
    [InlineData("DELETE", "/api/dead-letters/replay")]
    [InlineData("PUT", "/api/orders/abc")]
    [InlineData("POST", "/")]
    [InlineData("POST", "/api/nothing")]
    public async Task Every_method_that_may_change_something_is_refused_whether_the_address_takes_it_or_not(string method, string path)
    {
        using var refused = await _gateway.Public.SendAsync(new HttpMethod(method), path, ("Sec-Fetch-Site", "cross-site"));
        await Problem.AssertAsync(HttpStatusCode.Forbidden, "cross-site-request", refused);
    }

    [Fact]
    public async Task A_link_from_elsewhere_leads_here()
    {
        using var page = await _gateway.Public.GetAsync("/orders/abc", ("Sec-Fetch-Site", "cross-site"));
        using var order = await _gateway.Public.GetAsync("/api/orders/abc", ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://elsewhere.example"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, order.StatusCode));

        // But what it gets, no page of another site may read.
        Assert.DoesNotContain(page.Headers.Concat(order.Headers), header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("evil.example.org", HttpStatusCode.Unauthorized)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("gateway.internal", HttpStatusCode.OK)]
    public async Task A_name_that_was_made_to_point_here_makes_nobody_an_operator(string host, HttpStatusCode status)
    {
        using var reading = await _gateway.Public.GetAsync("/api/orders", ("Host", host));
        using var changing = await _gateway.Public.SendAsync(HttpMethod.Post, "/api/dead-letters/replay", ("Host", host), ("Origin", $"http://{host}"));
        using var looking = await _gateway.Public.GetAsync("/api/orders/abc", ("Host", host));
        Assert.Equal((status, status, HttpStatusCode.OK), (reading.StatusCode, changing.StatusCode, looking.StatusCode));
    }

    [Fact]
    public async Task A_page_that_goes_on_posting_is_limited_as_everybody_is()
    {
        await using var gateway = await RunningGateway.StartAsync(
            [_queryApi], ("Limits:RateLimits", "always"), ("Limits:RequestsPerSecond", "1"), ("Limits:RequestBurst", "2"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var response = await gateway.Public.SendAsync(HttpMethod.Post, "/api/dead-letters/replay", ("Sec-Fetch-Site", "cross-site"));
            statuses.Add(response.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }
}
