using System.Net;

namespace Orders.Tests.Integration.Gateway;

/// <summary>Requests that no honest client sends.</summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private Backend _queryApi = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _queryApi = await Backend.StartAsync();
        _gateway = await RunningGateway.StartAsync([_queryApi], ("environment", "Production"), ("Auth:ApiKeys", Keys.New().Setting));
        await _gateway.UntilAsync("query-api", "Healthy");
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _queryApi.DisposeAsync();
    }

    [Theory]
    [InlineData("TRACE / HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("TRACE /api/orders/abc HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("BREW /api/orders/abc HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("HEAd /api/orders/abc HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("Head / HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("get /api/orders/abc HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("OPTIONS /api/orders/abc HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443", 405)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("GET http://evil.example/api/orders/abc HTTP/1.1\r\nHost: localhost", 400)]
    [InlineData("GET / HTTP/1.1", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a/../b", 400)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost", 400)]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: localhost", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost", 505)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nA : b", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n folded: b", 400)]
    [InlineData("POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6", 400)]
    [InlineData("POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5", 400)]
    public async Task They_are_refused(string head, int status)
    {
        using var socket = await RawClient.ConnectAsync(_gateway);

        var answer = await socket.AskAsync($"{head}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Kestrel", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(_queryApi.Requests);
    }

    [Theory]
    [InlineData("xn--")]
    [InlineData("xn--99999999999:8081")]
    public async Task A_host_that_is_no_name_is_the_clients_fault_whatever_is_asked(string host)
    {
        await using var strict = await RunningGateway.StartAsync([_queryApi], ("environment", "Production"), ("Https:Required", "true"));
        foreach (var gateway in (RunningGateway[])[_gateway, strict])
        {
            foreach (var path in (string[])["/", "/api/orders/abc", "/api/session", "/health"])
            {
                using var socket = await RawClient.ConnectAsync(gateway);

                var answer = await socket.AskAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

                Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
                Assert.Contains("urn:orders:problem:bad-request", answer, StringComparison.Ordinal);
                Assert.Contains("X-Content-Type-Options: nosniff", answer, StringComparison.Ordinal);
            }
        }

        Assert.Empty(_queryApi.Requests);
    }

    [Theory]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/..\\..\\etc\\passwd")]
    [InlineData("/.%252e/%252e%252e/etc/passwd")]
    [InlineData("/frontend/../Orders.Gateway.dll")]
    [InlineData("/Orders.Gateway.dll")]
    [InlineData("/appsettings.json")]
    [InlineData("//etc/passwd")]
    [InlineData("/css/")]
    [InlineData("/metrics")]
    [InlineData("/metrics/")]
    [InlineData("/Metrics")]
    [InlineData("/openapi")]
    [InlineData("/swagger")]
    [InlineData("/scalar/v1")]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    public async Task Nothing_but_the_page_and_the_api_is_served(string path)
    {
        using var socket = await RawClient.ConnectAsync(_gateway);

        var answer = await socket.AskAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.Contains("urn:orders:problem:no-such-route", answer, StringComparison.Ordinal);
        Assert.Empty(_queryApi.Requests);
    }

    [Theory]
    [InlineData("/api/orders/a%2Fb")]
    [InlineData("/api/orders/%2e%2e%2fdead-letters")]
    [InlineData("/api/orders/a%0d%0aX-Injected:%201")]
    public async Task What_looks_like_a_path_inside_a_uid_stays_a_uid(string path)
    {
        using var socket = await RawClient.ConnectAsync(_gateway);

        await socket.AskAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.All(_queryApi.Requests, headers => Assert.False(headers.ContainsKey("X-Injected")));
        Assert.All(_queryApi.Targets, target => Assert.StartsWith("/api/orders/", target, StringComparison.Ordinal));
        Assert.All(_queryApi.Targets, target => Assert.Equal(3, target.Count(letter => letter == '/')));
    }

    [Fact]
    public async Task Headers_that_are_too_large_are_refused()
    {
        using var socket = await RawClient.ConnectAsync(_gateway);
        var answer = await socket.AskAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: {new string('a', 20_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_too_long_is_refused()
    {
        using var socket = await RawClient.ConnectAsync(_gateway);
        var answer = await socket.AskAsync($"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_is_not_one()
    {
        using var response = await _gateway.Public.GetAsync("/api/orders/abc", ("Connection", "Upgrade"), ("Upgrade", "websocket"));
        Assert.NotEqual(HttpStatusCode.SwitchingProtocols, response.StatusCode);
    }
}
