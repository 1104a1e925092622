using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Orders.Tests.Integration.QueryApi;

public sealed class AnswerTests
{
    [Fact]
    public async Task An_order_is_a_miss_and_then_a_hit_byte_for_byte()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var document = """{ "order_uid" : "a1",  "name":"Иван 🚚","n":1.50 }""";
        await rig.CommitAsync("a1", 3, document: document);

        Assert.Equal(new Answer(200, "miss", "\"3\"", document, null), await rig.GetAsync("a1"));
        Assert.Equal(new Answer(200, "hit", "\"3\"", document, null), await rig.GetAsync("a1"));

        using var response = await rig.Client.GetAsync("/api/order/a1");
        Assert.Equal(("application/json", Encoding.UTF8.GetByteCount(document)), (response.Content.Headers.ContentType!.ToString(), (int)response.Content.Headers.ContentLength!));
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("GET", "/api/orders/unknown", 404)]
    [InlineData("GET", "/api/orders/im%20possible", 400)]
    [InlineData("GET", "/api/orders/%D1%84", 400)]
    [InlineData("GET", "/api/orders/a%2Fb", 400)]
    [InlineData("GET", "/api/orders/01234567890123456789012345678901234567890123456789012345678901234", 400)]
    [InlineData("POST", "/api/orders/a1", 405)]
    [InlineData("DELETE", "/api/order/a1", 405)]
    [InlineData("GET", "/elsewhere.json", 404)]
    public async Task What_cannot_be_answered_is_a_problem(string method, string path, int status)
    {
        await using var rig = await QueryApiRig.StartAsync();
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await rig.Client.SendAsync(request);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
            Assert.Contains($"\"status\":{status}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(status == 405 ? "GET, HEAD" : "", string.Join(", ", response.Content.Headers.Allow.Order()));
        }
    }

    [Fact]
    public async Task Head_is_get_without_the_body()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1);
        using var found = await rig.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/orders/a1"));
        using var unknown = await rig.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/orders/a2"));

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (found.StatusCode, found.Headers.ETag!.Tag));
        Assert.Equal(Encoding.UTF8.GetByteCount(QueryApiRig.Document("a1", 1)), found.Content.Headers.ContentLength);
        Assert.Empty(await found.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Empty(await unknown.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("\"2\"", 304)]
    [InlineData("W/\"2\"", 304)]
    [InlineData("\"1\", \"2\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"1\"", 200)]
    public async Task A_client_that_has_the_version_gets_304(string ifNoneMatch, int status)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 2);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders/a1");
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var response = await rig.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(new EntityTagHeaderValue("\"2\""), response.Headers.ETag);
        Assert.Equal(status == 200, (await response.Content.ReadAsByteArrayAsync()).Length > 0);
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var description = await rig.Client.GetStringAsync("/openapi/v1.json");
        Assert.Contains("\"/api/orders/{order_uid}\"", description, StringComparison.Ordinal);
        Assert.All(["200", "304", "400", "404", "503"], status => Assert.Contains($"\"{status}\"", description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_metrics_have_the_names_that_dashboards_rely_on()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.GetAsync("unknown");
        var metrics = await rig.Client.GetStringAsync("/metrics");
        Assert.All(
            [
                "cache_hits_total", "cache_misses_total", "cache_evictions_total", "cache_size_items", "cache_size_bytes",
                "order_freshness_seconds_bucket", "db_query_duration_seconds_bucket{operation=\"load_order\"", "http_requests_total{",
            ],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
    }
}
