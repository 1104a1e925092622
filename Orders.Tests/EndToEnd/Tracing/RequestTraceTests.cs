using System.Net;

using Npgsql;

using Orders.Tests.Integration.Ingestor;
using Orders.Tests.Servers;
using Orders.Tests.Servers.Otlp;

namespace Orders.Tests.EndToEnd.Tracing;

[Collection(SharedTracedSystem.Name)]
public sealed class RequestTraceTests(TracedSystem system)
{
    private const string Route = "GET /api/orders/{order_uid}";

    [Fact]
    public async Task A_hit_is_a_trace_through_the_gateway_to_the_query_api_and_no_further()
    {
        var cached = await CachedOrderAsync();
        // On a machine so busy that heartbeats are late, a hit is compared with the database first.
        IReadOnlyList<ReceivedSpan> trace = [];
        await Eventually.BecomesTrueAsync(async () =>
            !(trace = await GetAsync(cached, HttpStatusCode.OK, spans => spans.Count >= 3)).Any(span => span.Scope == "Npgsql"));

        Assert.Equal(3, trace.Count);
        var (gateway, client, server) = ServerSpans(trace, 200);
        Assert.Equal("hit", server.Attributes.Text("orders.cache.outcome"));
        Assert.Equal(("http", "GET", $"/api/orders/{cached}"), (gateway.Attributes.Text("url.scheme"), gateway.Attributes.Text("http.request.method"), gateway.Attributes.Text("url.path")));
        Assert.Equal("127.0.0.1", client.Attributes.Text("server.address"));
        Assert.All(trace, span => Assert.Equal(SpanStatus.Unset, span.Status));
    }

    [Fact]
    public async Task A_miss_shows_what_the_database_did()
    {
        await InsertAsync("never-broadcast");
        var trace = await GetAsync("never-broadcast", HttpStatusCode.OK, spans => spans.Count >= 4);

        var (_, _, server) = ServerSpans(trace, 200);
        Assert.Equal("miss", server.Attributes.Text("orders.cache.outcome"));
        var query = Assert.Single(trace, span => span.Scope == "Npgsql" && span.Name == "SELECT orders");
        Assert.True(query.IsChildOf(server));
        Assert.Equal((SpanKind.Client, "orders-query-api", "postgresql", "orders"), (query.Kind, query.Service, query.Attributes.Text("db.system.name"), query.Attributes.Text("db.namespace")));
    }

    [Fact]
    public async Task What_is_not_there_is_no_error()
    {
        var trace = await GetAsync("nobody-has-sent-this", HttpStatusCode.NotFound, spans => spans.Count >= 4);

        var (_, client, server) = ServerSpans(trace, 404);
        Assert.Equal("not_found", server.Attributes.Text("orders.cache.outcome"));
        Assert.Equal((SpanStatus.Unset, SpanStatus.Unset), (server.Status, trace.Single(IsGateways).Status));

        // For the one who asks, a 4xx is an error, say the conventions.
        Assert.Equal((SpanStatus.Error, "404"), (client.Status, client.Attributes.Text("error.type")));
    }

    [Fact]
    public async Task Requests_that_wait_for_the_same_load_link_to_the_one_that_began_it()
    {
        await InsertAsync("wanted-by-many");
        var traces = Enumerable.Range(0, 6).Select(_ => TracedSystem.NewTrace()).ToList();
        List<Task<HttpStatusCode>> requests;
        await using (var held = await TableLock.TakeAsync(system.Postgres))
        {
            requests = traces.ConvertAll(trace => SendAsync("wanted-by-many", trace.Header));
            await held.HoldsUpAsync("CASE WHEN version");
        }

        Assert.All(await Task.WhenAll(requests), status => Assert.Equal(HttpStatusCode.OK, status));

        List<ReceivedSpan> servers = [];
        await Eventually.BecomesTrueAsync(() => (servers = [.. system.Store.Spans.Where(span => IsQueryApis(span) && traces.Exists(trace => trace.TraceId == span.TraceId))]).Count == 6);
        Assert.All(servers.Where(span => span.Links.Count > 0), waiting => Assert.Contains(servers, other => waiting.LinksTo(other) && other.Links.Count == 0 && other.Resource.Text("service.instance.id") == waiting.Resource.Text("service.instance.id")));
        Assert.Contains(servers, span => span.Links.Count > 0);
    }

    [Fact]
    public async Task Probes_scrapes_heartbeats_and_background_queries_leave_no_traces()
    {
        // Some seconds of all of them are behind us when a fresh order has come through and the caches have been told.
        using var metrics = await system.Client.GetAsync(new Uri($"{system.GatewayManagement}/metrics"));
        using var health = await system.Client.GetAsync(new Uri("/health", UriKind.Relative));
        var origin = TracedSystem.NewTrace();
        await system.AppendAsync((TestMessage.Order($"fresh-{origin.SpanId}"), origin.Header, null));
        await system.TraceAsync(origin.TraceId, spans => spans.Any(span => span.Name == "process orders_changed"));

        var spans = system.Store.Spans;
        Assert.DoesNotContain(spans, span => span.Attributes.Text("url.path") is "/health" or "/alive" or "/metrics");
        Assert.DoesNotContain(spans, span => span.ParentSpanId.Length == 0 && span.Kind == SpanKind.Client);
        var known = spans.Select(span => span.SpanId).ToHashSet();
        Assert.All(spans.Where(span => span.Kind == SpanKind.Client), span => Assert.Contains(span.ParentSpanId, known));
    }

    [Fact]
    public async Task The_second_address_gets_the_same_spans_and_not_the_key_of_the_first()
    {
        var origin = TracedSystem.NewTrace();
        await SendAsync("whatever", origin.Header);
        await system.TraceAsync(origin.TraceId, spans => spans.Count >= 3);
        await Eventually.BecomesTrueAsync(() => system.SecondStore.Trace(origin.TraceId).Count >= 3);

        Assert.Contains(system.Store.Headers, headers => headers["x-store-key"] == "first");
        Assert.DoesNotContain(system.SecondStore.Headers, headers => headers.ContainsKey("x-store-key"));
        Assert.NotEmpty(system.Store.Logs);
        Assert.Empty(system.SecondStore.Logs);
    }

    private static bool IsGateways(ReceivedSpan span) => span is { Name: Route, Service: "orders-gateway" };

    private static bool IsQueryApis(ReceivedSpan span) => span is { Name: Route, Service: "orders-query-api" };

    private static (ReceivedSpan Gateway, ReceivedSpan Client, ReceivedSpan Server) ServerSpans(IReadOnlyList<ReceivedSpan> trace, long status)
    {
        var gateway = Assert.Single(trace, IsGateways);
        var client = Assert.Single(trace, span => span.Scope == "System.Net.Http");
        var server = Assert.Single(trace, IsQueryApis);
        Assert.Equal(("orders-gateway", SpanKind.Server), (gateway.Service, gateway.Kind));
        Assert.Equal(("orders-gateway", SpanKind.Client, "GET"), (client.Service, client.Kind, client.Name));
        Assert.Equal(("orders-query-api", SpanKind.Server), (server.Service, server.Kind));
        Assert.True(client.IsChildOf(gateway));
        Assert.True(server.IsChildOf(client));
        Assert.Equal("/api/orders/{order_uid}", server.Attributes.Text("http.route"));
        Assert.All([gateway, client, server], span => Assert.Equal(status, span.Attributes.Number("http.response.status_code")));
        return (gateway, client, server);
    }

    private async Task<IReadOnlyList<ReceivedSpan>> GetAsync(string uid, HttpStatusCode expected, Func<IReadOnlyList<ReceivedSpan>, bool> isComplete)
    {
        var origin = TracedSystem.NewTrace();
        Assert.Equal(expected, await SendAsync(uid, origin.Header));
        var trace = await system.TraceAsync(origin.TraceId, spans => isComplete(spans) && spans.Any(IsGateways));
        Assert.Equal(origin.SpanId, trace.Single(IsGateways).ParentSpanId);
        return trace;
    }

    private async Task<HttpStatusCode> SendAsync(string uid, string traceParent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/orders/{uid}");
        request.Headers.Add("traceparent", traceParent);
        using var response = await system.Client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>An order that every query API serves from its cache.</summary>
    private async Task<string> CachedOrderAsync()
    {
        await Eventually.BecomesTrueAsync(() => system.Store.Spans.Any(span => span.Name == "process orders_changed"));
        var uid = system.Store.Spans.First(span => span.Name == "process orders_changed").Attributes.Text("orders.order_uid")!;
        for (var hits = 0; hits < 8;)
        {
            using var response = await system.Client.GetAsync(new Uri($"/api/orders/{uid}", UriKind.Relative));
            hits = response.Headers.TryGetValues("X-Cache", out var values) && values.Single() == "hit" ? hits + 1 : 0;
        }

        return uid;
    }

    private async Task InsertAsync(string uid)
    {
        await using var source = NpgsqlDataSource.Create(system.Postgres);
        await using var command = source.CreateCommand($"INSERT INTO orders VALUES ('{uid}', 't', 'c', 'd', now(), now(), 1, '{{}}')");
        await command.ExecuteNonQueryAsync();
    }
}
