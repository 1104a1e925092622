using System.Net;
using System.Net.Http.Headers;

namespace Orders.Tests.Integration.Gateway;

public sealed class GuardTests : IAsyncLifetime
{
    private Backend _queryApi = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _queryApi = await Backend.StartAsync();
        _gateway = await RunningGateway.StartAsync([_queryApi], ("Limits:MaxRequestBodyBytes", "1000"));
        await _gateway.UntilAsync("query-api", "Healthy");
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _queryApi.DisposeAsync();
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/orders/a/b")]
    [InlineData("/index.html/..%2fOrders.Gateway.dll")]
    [InlineData("/tests/state.test.js")]
    [InlineData("/package.json")]
    public async Task An_unknown_address_is_a_404_problem(string path)
    {
        using var response = await _gateway.Public.GetAsync(new Uri(path, UriKind.Relative));
        await Problem.AssertAsync(HttpStatusCode.NotFound, response);
    }

    [Theory]
    [InlineData("POST", "/api/orders/abc")]
    [InlineData("DELETE", "/api/orders/abc")]
    [InlineData("POST", "/")]
    [InlineData("PUT", "/orders/abc")]
    public async Task A_wrong_method_is_a_405_problem_and_reaches_nobody(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _gateway.Public.SendAsync(request);

        await Problem.AssertAsync(HttpStatusCode.MethodNotAllowed, response);
        Assert.Contains("GET", response.Content.Headers.Allow);
        Assert.Empty(_queryApi.Requests);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_a_413_problem_and_reaches_nobody()
    {
        using var body = new ByteArrayContent(new byte[1001]);
        using var response = await _gateway.Public.PostAsync(new Uri("/api/orders", UriKind.Relative), body);

        await Problem.AssertAsync(HttpStatusCode.RequestEntityTooLarge, response);
        Assert.Empty(_queryApi.Requests);
    }

    [Fact]
    public async Task A_body_that_turns_out_too_large_is_a_413_problem()
    {
        _queryApi.Answer = async context => await context.Request.Body.CopyToAsync(Stream.Null);

        // So little that it leaves in one piece: who still sends when the answer is there may find the connection closed, and never read it.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders/abc") { Content = new ByteArrayContent(new byte[1001]) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await _gateway.Public.SendAsync(request);

        await Problem.AssertAsync(HttpStatusCode.RequestEntityTooLarge, response);
    }

    [Fact]
    public async Task Problems_are_json_even_for_a_client_that_asks_for_something_else()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var response = await _gateway.Public.SendAsync(request);

        await Problem.AssertAsync(HttpStatusCode.NotFound, response);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app.js")]
    [InlineData("/api/orders/abc")]
    [InlineData("/nothing")]
    [InlineData("/health")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var response = await _gateway.Public.GetAsync(new Uri(path, UriKind.Relative));

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith(path == "/" ? "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-" : "default-src 'none'; frame-ancestors", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal(path == "/", response.Headers.Contains("Cross-Origin-Opener-Policy"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_host_name_that_is_not_allowed_is_refused_before_anything_is_done()
    {
        await using var gateway = await RunningGateway.StartAsync([_queryApi], ("AllowedHosts", "orders.example.org"));
        using var other = await gateway.Public.GetAsync("/api/orders/abc", ("Host", "evil.example.org"));
        using var own = await gateway.Public.GetAsync("/api/orders/abc", ("Host", "orders.example.org"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (other.StatusCode, own.StatusCode));
        Assert.Empty(await other.Content.ReadAsByteArrayAsync());
        Assert.Single(_queryApi.Requests);
    }

    [Fact]
    public async Task Metrics_are_served_on_the_management_port_only()
    {
        using var management = await _gateway.Management.GetAsync(new Uri("/metrics", UriKind.Relative));
        using var outside = await _gateway.Public.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, management.StatusCode);
        await Problem.AssertAsync(HttpStatusCode.NotFound, outside);
    }

    [Fact]
    public async Task A_forged_host_does_not_open_the_metrics()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Host = _gateway.Management.BaseAddress!.Authority;
        request.Headers.Add("X-Forwarded-Host", _gateway.Management.BaseAddress.Authority);
        request.Headers.Add("X-Forwarded-Port", $"{_gateway.Management.BaseAddress.Port}");

        using var response = await _gateway.Public.SendAsync(request);

        await Problem.AssertAsync(HttpStatusCode.NotFound, response);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app.js")]
    [InlineData("/api/orders/abc")]
    public async Task The_management_port_serves_neither_page_nor_api(string path)
    {
        using var response = await _gateway.Management.GetAsync(new Uri(path, UriKind.Relative));
        await Problem.AssertAsync(HttpStatusCode.NotFound, response);
    }
}
