using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Orders.QueryApi.Listing;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

public sealed class ListTests
{
    [Fact]
    public async Task Orders_are_listed_newest_first_with_what_tells_them_apart()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await InsertAsync(rig, "a", "t1", "c1", "2024-01-01T00:00:00Z");
        await InsertAsync(rig, "b", "t1", "c2", "2024-03-01T00:00:00.123456Z");
        await InsertAsync(rig, "c", "t2", "c1", "2024-02-01T00:00:00Z");

        var page = await GetAsync(rig, "/api/orders");
        Assert.Equal(["b", "c", "a"], Uids(page));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
        var newest = page.GetProperty("items")[0];
        Assert.Equal(
            ["order_uid", "track_number", "customer_id", "delivery_service", "date_created", "version", "updated_at"],
            newest.EnumerateObject().Select(member => member.Name));
        Assert.Equal("2024-03-01T00:00:00.123456Z", newest.GetProperty("date_created").GetString());

        Assert.Equal(["b", "a"], Uids(await GetAsync(rig, "/api/orders?track_number=t1")));
        Assert.Equal(["c", "a"], Uids(await GetAsync(rig, "/api/orders?customer_id=c1")));
        Assert.Equal(["a"], Uids(await GetAsync(rig, "/api/orders?customer_id=c1&track_number=t1")));
        Assert.Empty(Uids(await GetAsync(rig, "/api/orders?customer_id=nobody")));
    }

    [Theory]
    [InlineData("?limit=0", "invalid-query", "limit must be a whole number from 1 to 100")]
    [InlineData("?limit=101", "invalid-query", "limit")]
    [InlineData("?limit=5&limit=6", "invalid-query", "limit must be given once")]
    [InlineData("?offset=5", "invalid-query", "offset is not known")]
    [InlineData("?customer_id=", "invalid-query", "customer_id must not be blank")]
    [InlineData("?customer_id=%00", "invalid-query", "customer_id")]
    [InlineData("?cursor=nonsense", "invalid-cursor", "Begin again without it")]
    [InlineData("?cursor=", "invalid-cursor", "")]
    public async Task A_bad_question_is_a_problem_that_says_why(string query, string type, string detail)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await AssertProblem.IsAsync(rig, $"/api/orders{query}", 400, type, detail: detail);
    }

    [Fact]
    public async Task With_the_database_away_a_list_is_503_and_cached_orders_are_served()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var rig = await QueryApiRig.CreateAsync(server: server);
        await rig.CommitAsync("cached", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        await server.Server.KillAsync();
        await AssertProblem.IsAsync(rig, "/api/orders", 503, "database-unavailable", retryAfter: "2");
        await AssertProblem.IsAsync(rig, "/api/orders/cached/history", 503, "database-unavailable", retryAfter: "2");
        Assert.Equal(200, (await rig.GetAsync("cached")).Status);
    }

    [Fact]
    public async Task Lists_that_hang_leave_the_orders_their_connections()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync("--Loading:MaxConcurrentLists", "2", "--Loading:Timeout", "00:00:20");
        await rig.IsReadyAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        await using var closed = await gate.CloseAsync();
        var lists = Enumerable.Range(0, 20).Select(_ => rig.Client.GetAsync("/api/orders")).ToList();
        await Eventually.BecomesTrueAsync(async () => await gate.WaitingAsync() == 2);
        Assert.Equal(2, await gate.WaitingAsync());
        await closed.DisposeAsync();
        Assert.All(await Task.WhenAll(lists), response => Assert.True(response.IsSuccessStatusCode));
    }

    /// <summary>Buffers, not milliseconds: what a page touches does not depend on how busy the machine is.</summary>
    [Fact]
    public async Task A_page_costs_the_same_wherever_it_is_with_every_filter()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.Database.ExecuteAsync("""
            INSERT INTO orders SELECT 'o' || n, 't' || n % 10, 'c' || n % 100, 'd', timestamptz '2024-01-01Z' + n * interval '1 second', now(), 1, repeat('x', 1000) FROM generate_series(1, 120000) n;
            ANALYZE orders;
            """);
        foreach (var filter in new ListFilter[] { new(null, null), new("t5", null), new(null, "c55"), new("t5", "c55") })
        {
            foreach (var seconds in new[] { 200_000, 119_000, 60_000, 20_000, 1_000 })
            {
                var plan = await ExplainAsync(rig, filter, Day(seconds));
                Assert.DoesNotContain(plan.Nodes, node => node is "Sort" or "Seq Scan" or "Bitmap Heap Scan" or "Incremental Sort");
                Assert.InRange(plan.Buffers, 0, 60);
            }
        }
    }

    /// <summary>The customer stands in the index of the track number: one page of it holds about a hundred orders, and no row is fetched in vain.</summary>
    [Fact]
    public async Task A_customer_without_orders_of_a_track_number_costs_a_walk_through_that_track_numbers_part_of_an_index()
    {
        const int Orders = 12_000;
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.Database.ExecuteAsync($"""
            INSERT INTO orders SELECT 'o' || n, 't' || n % 10, 'c' || n % 100, 'd', timestamptz '2024-01-01Z' + n * interval '1 second', now(), 1, repeat('x', 1000) FROM generate_series(1, {Orders * 10}) n;
            ANALYZE orders;
            """);
        var plan = await ExplainAsync(rig, new("t5", "c56"), Day(200_000));
        Assert.DoesNotContain(plan.Nodes, node => node is "Sort" or "Seq Scan" or "Bitmap Heap Scan" or "Incremental Sort");
        Assert.InRange(plan.Buffers, 0, Orders / 50);
    }

    private static DateTime Day(int seconds) => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(seconds);

    private static async Task<(List<string> Nodes, int Buffers)> ExplainAsync(QueryApiRig rig, ListFilter filter, DateTime after)
    {
        await using var connection = await rig.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var inOrder = new NpgsqlCommand(OrderPages.InIndexOrder, connection);
        await inOrder.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {OrderPages.Sql(filter)}", connection);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "o" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 21 });
        foreach (var value in new[] { filter.TrackNumber, filter.CustomerId }.OfType<string>())
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        }

        using var json = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        var root = json.RootElement[0].GetProperty("Plan");
        var nodes = new List<string>();
        for (JsonElement? node = root; node is { } current; node = current.TryGetProperty("Plans", out var plans) ? plans[0] : null)
        {
            nodes.Add(current.GetProperty("Node Type").GetString()!);
        }

        return (nodes, root.GetProperty("Shared Hit Blocks").GetInt32() + root.GetProperty("Shared Read Blocks").GetInt32());
    }

    private static Task InsertAsync(QueryApiRig rig, string uid, string track, string customer, string created) => rig.Database.ExecuteAsync(
        $"INSERT INTO orders VALUES ('{uid}', '{track}', '{customer}', 'd', '{created}', now(), 1, '{{}}')");

    private static async Task<JsonElement> GetAsync(QueryApiRig rig, string path)
    {
        using var response = await rig.Client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static List<string> Uids(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("order_uid").GetString()!)];
}
