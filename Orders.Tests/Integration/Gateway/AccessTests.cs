using System.Net;
using System.Net.Http.Json;

namespace Orders.Tests.Integration.Gateway;

/// <summary>Who may ask for what.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private static readonly (string Key, string Value) Production = ("environment", "Production");

    private Backend _queryApi = null!;

    public async Task InitializeAsync() => _queryApi = await Backend.StartAsync();

    public async Task DisposeAsync() => await _queryApi.DisposeAsync();

    public static TheoryData<string> OperatorsRoutes => ["/api/orders", "/api/orders/abc/history", "/api/dead-letters", "/api/operations"];

    [Theory]
    [MemberData(nameof(OperatorsRoutes))]
    public async Task Outside_Development_operators_need_a_key(string path)
    {
        var (key, setting) = Keys.New();
        await using var gateway = await StartAsync(Production, ("Auth:ApiKeys", setting));

        using var without = await gateway.Public.GetAsync(path);
        using var wrong = await gateway.Public.GetAsync(path, (Keys.Header, Keys.New().Key));
        using var right = await gateway.Public.GetAsync(path, (Keys.Header, key));

        await Problem.AssertAsync(HttpStatusCode.Unauthorized, "api-key-required", without);
        await Problem.AssertAsync(HttpStatusCode.Unauthorized, "api-key-invalid", wrong);
        Assert.Contains("X-Api-Key", Assert.Single(without.Headers.WwwAuthenticate).ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Theory]
    [MemberData(nameof(OperatorsRoutes))]
    public async Task Outside_Development_without_keys_nobody_is_an_operator(string path)
    {
        await using var gateway = await StartAsync(Production);

        using var without = await gateway.Public.GetAsync(path);
        using var some = await gateway.Public.GetAsync(path, (Keys.Header, Keys.New().Key));

        await Problem.AssertAsync(HttpStatusCode.Unauthorized, "api-keys-not-configured", without);
        await Problem.AssertAsync(HttpStatusCode.Unauthorized, "api-keys-not-configured", some);
        Assert.Empty(_queryApi.Requests);
    }

    [Theory]
    [MemberData(nameof(OperatorsRoutes))]
    public async Task In_Development_keys_are_needed_when_there_are_some(string path)
    {
        await using var open = await StartAsync();
        await using var locked = await StartAsync(("Auth:ApiKeys", Keys.New().Setting));

        using var passed = await open.Public.GetAsync(path);
        using var refused = await locked.Public.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
        await Problem.AssertAsync(HttpStatusCode.Unauthorized, "api-key-required", refused);
    }

    [Theory]
    [InlineData("/api/orders/abc")]
    [InlineData("/api/order/abc")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/session")]
    [InlineData("/")]
    public async Task These_are_everybodys_also_with_a_wrong_key(string path)
    {
        await using var gateway = await StartAsync(Production, ("Auth:ApiKeys", Keys.New().Setting));

        using var without = await gateway.Public.GetAsync(path);
        using var wrong = await gateway.Public.GetAsync(path, (Keys.Header, "nonsense"));

        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
    }

    [Theory]
    [InlineData("/api//orders")]
    [InlineData("/api/orders/")]
    [InlineData("/API/Orders")]
    [InlineData("/api/orders/abc/../../dead-letters")]
    [InlineData("/api/orders/%2e%2e/dead-letters")]
    [InlineData("/api/orders?x=/api/orders/abc")]
    [InlineData("/./api/dead-letters")]
    public async Task No_way_of_writing_the_address_leads_around_the_key(string path)
    {
        await using var gateway = await StartAsync(Production, ("Auth:ApiKeys", Keys.New().Setting));
        using var socket = await RawClient.ConnectAsync(gateway);

        var answer = await socket.AskAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.DoesNotContain("200 OK", answer, StringComparison.Ordinal);
        Assert.Empty(_queryApi.Requests);
    }

    [Fact]
    public async Task Each_of_several_keys_opens_the_door_and_a_key_that_was_taken_away_does_not()
    {
        var (old, current) = (Keys.New("old"), Keys.New("new"));
        await using var both = await StartAsync(Production, ("Auth:ApiKeys", $"{old.Setting},{current.Setting}"));
        await using var one = await StartAsync(Production, ("Auth:ApiKeys", current.Setting));

        Assert.Equal(HttpStatusCode.OK, (await both.Public.GetAsync("/api/orders", (Keys.Header, old.Key))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await both.Public.GetAsync("/api/orders", (Keys.Header, current.Key))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await one.Public.GetAsync("/api/orders", (Keys.Header, old.Key))).StatusCode);
    }

    [Fact]
    public async Task A_key_beside_another_is_no_key()
    {
        var (key, setting) = Keys.New();
        await using var gateway = await StartAsync(Production, ("Auth:ApiKeys", setting));
        using var socket = await RawClient.ConnectAsync(gateway);

        var answer = await socket.AskAsync($"GET /api/orders HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {key}\r\nX-Api-Key: other\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_reaches_neither_the_query_api_nor_the_log()
    {
        var (key, setting) = Keys.New();
        var wrong = Keys.New().Key;
        await using var gateway = await StartAsync(Production, ("Auth:ApiKeys", setting));

        await gateway.Public.GetAsync("/api/orders", (Keys.Header, key));
        await gateway.Public.GetAsync("/api/orders/abc", (Keys.Header, key));
        await gateway.Public.GetAsync("/api/orders/abc", (Keys.Header, wrong));
        await gateway.Public.GetAsync("/api/orders", (Keys.Header, wrong));
        await gateway.Public.SendAsync(HttpMethod.Post, "/api/nothing", (Keys.Header, key));

        Assert.Equal(3, _queryApi.Requests.Count);
        Assert.DoesNotContain(_queryApi.Requests, headers => headers.ContainsKey(Keys.Header));
        Assert.DoesNotContain(_queryApi.Requests, headers => headers.Values.Any(value => value.ToString().Contains(key, StringComparison.Ordinal)));
        Assert.NotEmpty(gateway.Logged);
        Assert.DoesNotContain(gateway.Logged, line => line.Contains(key, StringComparison.Ordinal) || line.Contains(wrong, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Production", null, false, false, true)]
    [InlineData("Production", "wrong", false, true, true)]
    [InlineData("Production", "right", true, true, false)]
    [InlineData("Development", null, true, false, false)]
    [InlineData("Development", "wrong", false, true, false)]
    public async Task The_session_says_what_the_caller_may_do(string environment, string? sent, bool isOperator, bool keys, bool masked)
    {
        var (key, setting) = Keys.New();
        await using var gateway = await StartAsync(("environment", environment), ("Auth:ApiKeys", keys ? setting : ""));

        using var response = sent is null
            ? await gateway.Public.GetAsync("/api/session")
            : await gateway.Public.GetAsync("/api/session", (Keys.Header, sent == "right" ? key : sent));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal(new Session(isOperator, keys, masked), await response.Content.ReadFromJsonAsync<Session>());
    }

    [Fact]
    public async Task Wrong_keys_are_limited_for_each_client_and_a_valid_one_still_opens()
    {
        var (key, setting) = Keys.New();
        await using var gateway = await StartAsync(("Auth:ApiKeys", setting), ("Limits:WrongKeysPerMinute", "3"));

        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var wrong = await gateway.Public.GetAsync("/api/session", (Keys.Header, Keys.New().Key));
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        using var refused = await gateway.Public.GetAsync("/api/orders", (Keys.Header, Keys.New().Key));
        using var right = await gateway.Public.GetAsync("/api/orders", (Keys.Header, key));
        using var none = await gateway.Public.GetAsync("/api/orders/abc");

        await Problem.AssertAsync(HttpStatusCode.TooManyRequests, "too-many-invalid-keys", refused);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        Assert.Equal(3, gateway.Logged.Count(line => line.Contains("not valid", StringComparison.Ordinal) && line.Contains("127.0.0.0/24", StringComparison.Ordinal)));
    }

    private Task<RunningGateway> StartAsync(params (string Key, string Value)[] settings) => RunningGateway.StartAsync([_queryApi], settings);

    private sealed record Session(bool Operator, bool Keys, bool Masked);
}
