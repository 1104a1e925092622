using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

public sealed class HistoryTests
{
    [Fact]
    public async Task Every_version_is_there_newest_first_and_byte_for_byte()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1, document: """{ "order_uid" : "a1",  "name":"Иван 🚚","n":1.50 }""");
        await rig.CommitAsync("a1", 2, document: "{\n  \"n\": 1e2\n}");
        await rig.CommitAsync("other", 1);

        var history = await rig.Client.GetStringAsync("/api/orders/a1/history");
        var times = JsonSerializer.Deserialize<JsonElement>(history).EnumerateArray().Select(version => version.GetProperty("changed_at").GetString()).ToList();
        Assert.Equal(
            $$$"""[{"version":2,"changed_at":"{{{times[0]}}}","document":{"""
            + "\n  \"n\": 1e2\n"
            + $$$"""}},{"version":1,"changed_at":"{{{times[1]}}}","document":{ "order_uid" : "a1",  "name":"Иван 🚚","n":1.50 }}]""",
            history);
        Assert.All(times, time => Assert.EndsWith("Z", time, StringComparison.Ordinal));
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Theory]
    [InlineData(100, 10)]
    [InlineData(40, 100_000)]
    public async Task A_long_history_is_complete(int versions, int size)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.Database.ExecuteAsync($$"""
            INSERT INTO order_history SELECT 'a1', n, now(), '{"filler":"' || repeat('x', {{size}}) || '"}' FROM generate_series(1, {{versions - 1}}) n
            """);
        await rig.CommitAsync("a1", versions);
        var history = await rig.Client.GetFromJsonAsync<JsonElement>("/api/orders/a1/history");
        Assert.Equal(
            Enumerable.Range(1, versions).Reverse(),
            history.EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_history_whose_end_the_database_does_not_give_breaks_off_so_that_it_does_not_look_whole()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.Database.ExecuteAsync("INSERT INTO order_history SELECT 'a1', n, now(), '{}' FROM generate_series(1, 39) n");
        await rig.CommitAsync("a1", 40, document: "{}");

        // The first part is read; the second is waited for until the client has the first, and then its connection is lost, as with the server.
        await rig.Database.ExecuteAsync("""
            CREATE SEQUENCE reads;
            ALTER TABLE order_history RENAME TO order_history_rows;
            CREATE VIEW order_history AS
            SELECT * FROM order_history_rows
            WHERE (SELECT CASE WHEN nextval('reads') > 1 THEN pg_sleep(60) IS NULL ELSE true END);
            """);
        using var response = await rig.Client.GetAsync("/api/orders/a1/history", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        using var came = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync();
        await Eventually.BecomesTrueAsync(
            async () => await rig.Database.ReadAsync<long>("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'") > 0,
            what: "the second part is asked for");
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(came));

        var text = Encoding.UTF8.GetString(came.ToArray());
        Assert.StartsWith("""[{"version":40,""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("""{"version":1,""", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/orders/unknown/history", 404, "order-not-found")]
    [InlineData("/api/orders/im%20possible/history", 400, "impossible-order-uid")]
    [InlineData("/api/orders/a1/history?limit=1", 400, "invalid-query")]
    public async Task What_has_no_history_is_a_problem(string path, int status, string type)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await AssertProblem.IsAsync(rig, path, status, type);
    }
}
