using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orders.Tests.Integration.Gateway;

public abstract class ProxyingTests(bool http2)
{
    private static readonly Uri Order = new("/api/orders/b563feb7b2b84b6test", UriKind.Relative);

    [Fact]
    public async Task An_order_passes_byte_for_byte_with_its_version_and_origin()
    {
        var document = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "model.json"));
        await using var queryApi = await Backend.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ETag = "\"3\"";
            context.Response.Headers["X-Cache"] = "hit";
            context.Response.Headers.Server = "secret";
            await context.Response.Body.WriteAsync(document);
        });
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);

        using var response = await gateway.Public.GetAsync(Order);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(document, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("\"3\"", response.Headers.ETag?.Tag);
        Assert.Equal("hit", response.Headers.GetValues("X-Cache").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Not_modified_passes_in_both_directions()
    {
        await using var queryApi = await Backend.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"3\"" ? 304 : 200;
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, Order);
        request.Headers.Add("If-None-Match", "\"3\"");

        using var response = await gateway.Public.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/order/abc")]
    [InlineData("HEAD", "/api/orders/abc")]
    [InlineData("GET", "/openapi/v1.json")]
    public async Task Reads_of_the_api_and_its_description_reach_a_query_api(string method, string path)
    {
        await using var queryApi = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await gateway.Public.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(queryApi.Requests);
    }

    [Fact]
    public async Task The_query_api_gets_the_headers_that_it_understands_and_nothing_of_who_asked()
    {
        await using var queryApi = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);

        using var request = new HttpRequestMessage(HttpMethod.Get, Order);
        foreach (var header in (string[])
                 [
                     "If-None-Match: \"1\"", "If-None-Match: \"2\"", "Sec-Fetch-Site: same-origin", "Cookie: name=Ivan", "Authorization: Basic SXZhbg==", "User-Agent: curl/8",
                     "Referer: http://localhost/orders/abc", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Whatever: 1",
                 ])
        {
            var parts = header.Split(": ");
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }

        using var response = await gateway.Public.SendAsync(request);

        var headers = queryApi.Requests.Single();
        // The trace is the test's own.
        Assert.Equal(
            ["host", "if-none-match", "sec-fetch-site", "x-orders-view"],
            headers.Select(header => header.Key.ToLowerInvariant()).Where(name => name != "traceparent" && !name.StartsWith(':')).Order(StringComparer.Ordinal));
        Assert.Equal("\"1\",\"2\"", headers["If-None-Match"].ToString().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(new Uri(http2 ? queryApi.Http2Address : queryApi.Address).Authority, headers["Host"]);
    }

    [Theory]
    [InlineData("If-None-Match")]
    [InlineData("Last-Event-ID")]
    [InlineData("Sec-Fetch-Site")]
    [InlineData("traceparent")]
    [InlineData("Cookie")]
    public async Task A_header_that_is_not_ASCII_is_left_out_and_no_failure_of_the_query_api(string name)
    {
        await using var queryApi = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);

        // More than the failures in a row after which a query API is left alone.
        for (var i = 0; i < 5; i++)
        {
            using var client = await RawClient.ConnectAsync(gateway);
            var answer = await client.AskAsync($"GET {Order} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{name}: \"\u00c3\u00a9\"\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        }

        Assert.Equal(5, queryApi.Requests.Count);
        Assert.All(queryApi.Requests, headers => Assert.All(headers, header => Assert.True(Ascii.IsValid(header.Value.ToString()), header.Key)));
    }

    [Fact]
    public async Task A_body_reaches_the_query_api_with_its_type_and_its_length()
    {
        var body = new TaskCompletionSource<string>();
        await using var queryApi = await Backend.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            body.SetResult(await reader.ReadToEndAsync());
        });
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);
        using var content = new StringContent("""{"partition":1}""", Encoding.UTF8, "application/json");

        using var response = await gateway.Public.PostAsync(new Uri("/api/dead-letters/replay", UriKind.Relative), content);

        var headers = queryApi.Requests.Single();
        Assert.Equal(("application/json; charset=utf-8", 15L), (headers["Content-Type"].ToString(), headers.ContentLength));
        Assert.Equal("""{"partition":1}""", await body.Task);
    }

    [Fact]
    public async Task The_trace_of_the_client_goes_on()
    {
        await using var queryApi = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, Order);
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var response = await gateway.Public.SendAsync(request);

        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", queryApi.Requests.Single()["traceparent"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_query_api_sends_first_is_passed_on_before_it_has_finished()
    {
        var finish = new TaskCompletionSource();
        await using var queryApi = await Backend.StartAsync(async context =>
        {
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            await finish.Task;
        });
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);

        using var response = await gateway.Public.GetAsync(Order, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[5];
        await body.ReadExactlyAsync(buffer);
        finish.SetResult();

        Assert.Equal("first", Encoding.UTF8.GetString(buffer));
    }

    [Theory]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status400BadRequest)]
    [InlineData(StatusCodes.Status500InternalServerError)]
    public async Task An_error_of_a_query_api_without_a_body_gets_one(int status)
    {
        await using var queryApi = await Backend.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);

        using var response = await gateway.Public.GetAsync(Order);

        await Problem.AssertAsync((HttpStatusCode)status, response);
    }

    [Fact]
    public async Task An_error_of_a_query_api_with_a_body_is_left_alone()
    {
        await using var queryApi = await Backend.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "7";
            context.Response.ContentType = "application/problem+json";
            return context.Response.WriteAsync("""{"title":"theirs"}""");
        });
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);

        using var response = await gateway.Public.GetAsync(Order);

        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal("""{"title":"theirs"}""", await response.Content.ReadAsStringAsync());
    }

    private QueryApiAddress Through(Backend backend) => http2 ? backend : backend.Address;
}
