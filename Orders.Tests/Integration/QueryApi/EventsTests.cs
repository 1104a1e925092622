using System.Net;
using System.Net.Sockets;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

public sealed class EventsTests
{
    [Fact]
    public async Task The_current_version_comes_first_and_then_every_change()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 3, document: "{\r\n \"order_uid\" : \"a1\",\n \"name\":\"Иван 🚚\"}");
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");

        Assert.Equal(HttpStatusCode.OK, stream.Status);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store, no-transform", stream.Response.Headers.CacheControl!.ToString());
        Assert.Equal(new StreamItem("order", 3, "{\n \"order_uid\" : \"a1\",\n \"name\":\"Иван 🚚\"}"), await stream.NextAsync());
        for (var version = 4; version < 10; version++)
        {
            await ChangeAsync(rig, "a1", version);
            Assert.Equal(new StreamItem("order", version, QueryApiRig.Document("a1", version)), await stream.NextOrderAsync());
        }
    }

    [Fact]
    public async Task While_an_order_changes_all_the_time_every_stream_sees_versions_rise_to_the_last_one()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1);

        // Then nothing is compared with the database: what a stream misses stays missed.
        rig.StartHeartbeats();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
        var streams = new List<Task<List<long>>>();
        for (var version = 2; version <= 120; version++)
        {
            if (version % 5 == 0)
            {
                streams.Add(Task.Run(async () =>
                {
                    using var stream = await EventStream.OpenAsync(rig.Client, "a1");
                    return await stream.ReadUntilAsync(120);
                }));
            }

            await ChangeAsync(rig, "a1", version);
        }

        Assert.All(await Task.WhenAll(streams), ids => Assert.Equal(ids.Distinct().Order(), ids));
    }

    [Fact]
    public async Task What_changes_between_the_watch_and_the_look_is_sent_once()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        await rig.CommitAsync("a1", 1);
        Task<EventStream> opening;
        await using (await gate.CloseAsync())
        {
            // The look has its snapshot and waits; the change is committed and announced behind its back.
            opening = EventStream.OpenAsync(rig.Client, "a1");
            await gate.SomebodyWaitsAsync();
            await ChangeAsync(rig, "a1", 2);
            await rig.CacheHasAsync("a1", 2);
        }

        using var stream = await opening;
        Assert.Equal(2, (await stream.NextOrderAsync())!.Id);
        await ChangeAsync(rig, "a1", 3);
        Assert.Equal(3, (await stream.NextOrderAsync())!.Id);
    }

    [Theory]
    [InlineData("5", null)]
    [InlineData("4", 5L)]
    [InlineData("0", 5L)]
    [InlineData("", 5L)]
    [InlineData("five", 5L)]
    [InlineData("-1", 5L)]
    [InlineData("6", 5L)]
    public async Task A_client_that_comes_back_gets_what_it_does_not_have(string lastEventId, long? first)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 5);
        using var stream = await EventStream.OpenAsync(rig.Client, "a1", lastEventId);
        var item = await stream.NextAsync();
        Assert.Equal(first, item!.Type is null ? null : item.Id);
        await ChangeAsync(rig, "a1", 7);
        Assert.Equal(7, (await stream.NextOrderAsync())!.Id);
    }

    [Fact]
    public async Task A_client_that_knows_more_than_the_cache_is_not_thrown_back()
    {
        await using var rig = await QueryApiRig.StartAsync();
        rig.StartHeartbeats();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
        await rig.CommitAsync("a1", 1);
        await rig.GetAsync("a1");

        // Another instance has had the broadcast already.
        await rig.CommitAsync("a1", 2);
        using var stream = await EventStream.OpenAsync(rig.Client, "a1", "2");
        Assert.Null((await stream.NextAsync())!.Type);
        await ChangeAsync(rig, "a1", 3);
        Assert.Equal(3, (await stream.NextOrderAsync())!.Id);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody_and_ends_at_the_newest_version()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1);
        using var slow = new TcpClient { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(rig.Client.BaseAddress!.Host, rig.Client.BaseAddress.Port);
        await slow.GetStream().WriteAsync("GET /api/orders/a1/events HTTP/1.0\r\n\r\n"u8.ToArray());
        using var fast = await EventStream.OpenAsync(rig.Client, "a1");
        await fast.NextOrderAsync();

        var filler = new string('x', 256 * 1024);
        for (var version = 2; version <= 100; version++)
        {
            await rig.CommitAsync("a1", version);
            await rig.BroadcastAsync("a1", version, document: $$"""{"version":{{version}},"filler":"{{filler}}"}""");
            Assert.Equal(version, (await fast.NextOrderAsync())!.Id);
        }

        var ids = new List<long>();
        using var lines = new StreamReader(slow.GetStream());
        while (!ids.Contains(100))
        {
            if (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is ['i', 'd', ':', .. var id])
            {
                ids.Add(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        Assert.Equal(ids.Distinct().Order(), ids);
        Assert.True(ids.Count < 100, "Everything was kept for a client that did not read.");
    }

    [Fact]
    public async Task When_the_service_stops_all_streams_end_at_once_also_one_that_nobody_reads()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 1, document: $$"""{"filler":"{{new string('x', 8_000_000)}}"}""");

        // Were the streams waited for, this test would fail: it is as long as the deadline of what follows.
        await rig.StartServiceAsync("--shutdownTimeoutSeconds", "60");
        await rig.IsReadyAsync();
        await rig.CommitAsync("a2", 1);
        using var silent = new TcpClient { ReceiveBufferSize = 4096 };
        await silent.ConnectAsync(rig.Client.BaseAddress!.Host, rig.Client.BaseAddress.Port);
        await silent.GetStream().WriteAsync("GET /api/orders/a1/events HTTP/1.0\r\n\r\n"u8.ToArray());
        using var stream = await EventStream.OpenAsync(rig.Client, "a2");
        await stream.NextOrderAsync();

        var stopped = rig.StopServiceAsync();
        Assert.Null(await stream.NextOrderAsync());
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_stream_says_that_it_is_alive()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync("--Events:Heartbeat", "00:00:00.2");
        await rig.IsReadyAsync();
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        await stream.NextOrderAsync();
        Assert.Null((await stream.NextAsync())!.Type);
        Assert.Null((await stream.NextAsync())!.Type);
    }

    [Fact]
    public async Task More_streams_than_allowed_are_refused_until_one_leaves()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync("--Events:MaxStreams", "2");
        await rig.IsReadyAsync();
        using var first = await EventStream.OpenAsync(rig.Client, "a1");
        using var second = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(2, rig.OpenStreams);
        Assert.Contains("order_streams ", await rig.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        await AssertProblem.IsAsync(rig, "/api/orders/a1/events", 503, "too-many-streams", retryAfter: "2");

        second.Dispose();
        await Eventually.BecomesTrueAsync(async () =>
        {
            using var third = await EventStream.OpenAsync(rig.Client, "a1");
            return third.Status == HttpStatusCode.OK;
        });
    }

    [Theory]
    [InlineData("GET", "/api/orders/unknown/events", 404, "order-not-found")]
    [InlineData("GET", "/api/orders/im%20possible/events", 400, "impossible-order-uid")]
    [InlineData("GET", "/api/orders/unknown/events?since=1", 400, "invalid-query")]
    [InlineData("POST", "/api/orders/unknown/events", 405, "method-not-allowed")]
    public async Task What_cannot_be_streamed_is_a_problem(string method, string path, int status, string type)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await AssertProblem.IsAsync(rig, path, status, type, method);

        // The answer is there a moment before the place is free again.
        await Eventually.BecomesTrueAsync(() => rig.OpenStreams == 0);
    }

    private static async Task ChangeAsync(QueryApiRig rig, string uid, long version)
    {
        await rig.CommitAsync(uid, version);
        await rig.BroadcastAsync(uid, version);
    }
}
