using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Gateway;

/// <summary>Clients that are slow, idle or many, with sockets of their own, and the one beside them that must not notice.</summary>
public abstract class SlowClientTests(bool http2) : IAsyncLifetime
{
    private const int Flood = 3000;

    private Backend _queryApi = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _queryApi = await Backend.StartAsync();
        _gateway = await RunningGateway.StartAsync(
            [Through(_queryApi)], ("Limits:RequestHeadersTimeout", "00:00:02"), ("Limits:KeepAliveTimeout", "00:00:03"), ("Limits:SlownessGrace", "00:00:02"));
        await _gateway.UntilAsync("query-api", "Healthy");
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _queryApi.DisposeAsync();
    }

    [Fact]
    public async Task Headers_that_never_end_are_cut_off()
    {
        using var client = await RawClient.ConnectAsync(_gateway);
        await client.SendAsync("GET /api/orders/abc HTTP/1.1\r\nHost: localhost\r\n");

        var answer = await client.ReadWhileDrippingAsync("X-A: b\r\n");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Empty(_queryApi.Requests);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed()
    {
        using var client = await RawClient.ConnectAsync(_gateway);
        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task A_body_that_drips_is_cut_off()
    {
        _queryApi.Answer = async context => await context.Request.Body.CopyToAsync(Stream.Null);
        using var client = await RawClient.ConnectAsync(_gateway);
        await client.SendAsync("GET /api/orders/abc HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");

        var answer = await client.ReadWhileDrippingAsync("x");

        Assert.DoesNotContain("200 OK", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_takes_is_broken_off()
    {
        var ended = new TaskCompletionSource();
        _queryApi.Answer = async context =>
        {
            var block = new byte[64 * 1024];
            try
            {
                while (true)
                {
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                }
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                ended.SetResult();
            }
        };
        // The proxy's own patience is longer than the test's, and the rate such that what the sockets' buffers take is no credit for minutes.
        await using var gateway = await RunningGateway.StartAsync(
            [Through(_queryApi)], ("Limits:SlownessGrace", "00:00:02"), ("Limits:MinBytesPerSecond", "4000000"), ("Proxy:SilenceTimeout", "00:02:00"), ("Proxy:RequestTimeout", "00:05:00"));
        using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, gateway.Public.BaseAddress!.Port), receiveBufferBytes: 4096);
        await client.SendAsync("GET /api/orders/abc HTTP/1.1\r\nHost: localhost\r\n\r\n");

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Thousands_of_idle_and_half_open_requests_do_not_stop_the_service()
    {
        var flood = new List<RawClient>();
        try
        {
            for (var number = 0; number < Flood; number++)
            {
                var client = await RawClient.ConnectAsync(_gateway);
                flood.Add(client);
                if (number % 2 == 0)
                {
                    await client.SendAsync("GET /api/orders/abc HTTP/1.1\r\nHo");
                }
            }

            var clock = Stopwatch.StartNew();
            for (var number = 0; number < 100; number++)
            {
                using var response = await _gateway.Public.GetAsync("/api/orders/abc");
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }

            // Not a measurement: a service that waits for its idle clients would take their timeouts.
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
        }
        finally
        {
            flood.ForEach(client => client.Dispose());
        }
    }

    [OwnAddressFact]
    public async Task One_client_cannot_take_all_connections()
    {
        var own = OwnAddress.Find()!;
        await using var gateway = await RunningGateway.StartAsync([Through(_queryApi)], ("urls", "http://0.0.0.0:0"), ("Limits:MaxConnectionsPerClient", "5"));
        var server = new IPEndPoint(own, gateway.Public.BaseAddress!.Port);
        using var held = new Held();
        for (var number = 0; number < 5; number++)
        {
            // Served once, so that it has been counted: connections are begun on several threads, not always in their order.
            var client = await RawClient.ConnectAsync(server);
            held.Clients.Add(client);
            await client.SendAsync("GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200", await client.ReadSomeAsync(), StringComparison.Ordinal);
        }

        const string Request = "GET /alive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        Assert.Equal("", await AskOnceAsync(server, Request));
        using var other = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
        Assert.StartsWith("HTTP/1.1 200", await other.AskAsync(Request), StringComparison.Ordinal);

        held.Clients[0].Dispose();
        await Eventually.BecomesTrueAsync(async () => (await AskOnceAsync(server, Request)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal));
    }

    private static async Task<string> AskOnceAsync(IPEndPoint server, string request)
    {
        try
        {
            using var client = await RawClient.ConnectAsync(server);
            return await client.AskAsync(request);
        }
        catch (SocketException closed) when (closed.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed so soon that connecting ended with it.
            return "";
        }
    }

    private sealed class Held : IDisposable
    {
        public List<RawClient> Clients { get; } = [];

        public void Dispose() => Clients.ForEach(client => client.Dispose());
    }

    private QueryApiAddress Through(Backend backend) => http2 ? backend : backend.Address;
}
