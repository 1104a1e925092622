using System.Net;
using Microsoft.AspNetCore.Http;

namespace Orders.Tests.Integration.Gateway;

/// <summary>Event streams, which never end, and replays, which change something.</summary>
public abstract class LongAnswerTests(bool http2)
{
    private static readonly (string, string)[] Impatient =
        [("Proxy:SilenceTimeout", "00:00:00.300"), ("Proxy:RequestTimeout", "00:00:00.600")];

    [Fact]
    public async Task An_event_passes_at_once_and_silence_ends_nothing()
    {
        var next = new SemaphoreSlim(0);
        await using var queryApi = await Backend.StartAsync(async context =>
        {
            if (context.Request.Path != "/api/orders/a1/events")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }

            context.Response.ContentType = "text/event-stream";
            for (var number = 1; ; number++)
            {
                await context.Response.WriteAsync($"id: {number}\n\n");
                await context.Response.Body.FlushAsync();
                await next.WaitAsync(context.RequestAborted);
            }
        });
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)], Impatient);
        await gateway.UntilAsync("query-api", "Healthy");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders/a1/events");
        request.Headers.Add("Last-Event-ID", "7");
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var response = await gateway.Public.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Equal(("text/event-stream", 0), (response.Content.Headers.ContentType!.ToString(), response.Content.Headers.ContentEncoding.Count));
        Assert.Equal("7", queryApi.Requests.Single()["Last-Event-ID"]);
        Assert.Equal("/api/orders/a1/events", queryApi.Targets.Single());
        for (var number = 1; number <= 3; number++)
        {
            Assert.Equal($"id: {number}", await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
            await lines.ReadLineAsync();

            // As long as any other answer may be silent, or take: one that is, and began after the event, has been given up.
            using var silent = await gateway.Public.GetAsync(new Uri("/api/orders/a2", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, silent.StatusCode);
            next.Release();
        }
    }

    [Fact]
    public async Task A_gateway_that_stops_does_not_wait_for_streams()
    {
        await using var queryApi = await Backend.StartAsync(async context =>
        {
            await context.Response.WriteAsync(":\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var gateway = await RunningGateway.StartAsync([Through(queryApi)]);
        await gateway.UntilAsync("query-api", "Healthy");
        using var response = await gateway.Public.GetAsync(new Uri("/api/orders/a1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        Assert.Equal(3, await body.ReadAtLeastAsync(new byte[3], 3));

        // The host would wait 30 s for what is still open.
        await gateway.StopAsync().WaitAsync(TimeSpan.FromSeconds(15));
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_goes_to_who_is_up()
    {
        await using var up = await Backend.StartAsync();
        var down = await Backend.StartAsync();
        await down.DisposeAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(down), Through(up)]);
        for (var i = 0; i < 10; i++)
        {
            using var response = await gateway.Public.GetAsync(new Uri("/api/orders/a1/events", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/api/dead-letters/3/17/replay")]
    [InlineData("/api/dead-letters/replay")]
    public async Task A_replay_passes_once_with_its_body(string path)
    {
        var bodies = new List<string>();
        await using var queryApi = await Backend.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Add(await reader.ReadToEndAsync());
            context.Abort();
        });
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);
        await gateway.UntilAsync("query-api", "Healthy");
        using var content = new StringContent("{}");
        using var response = await gateway.Public.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("{}", Assert.Single(bodies));
    }

    [Theory]
    [InlineData("PUT", "/api/dead-letters/3/17/replay")]
    [InlineData("POST", "/api/dead-letters")]
    [InlineData("POST", "/api/orders/a1/events")]
    [InlineData("DELETE", "/api/dead-letters/replay")]
    public async Task Other_methods_reach_nobody(string method, string path)
    {
        await using var queryApi = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([Through(queryApi)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await gateway.Public.SendAsync(request);
        await Problem.AssertAsync(HttpStatusCode.MethodNotAllowed, response);
        Assert.Empty(queryApi.Requests);
    }

    private QueryApiAddress Through(Backend backend) => http2 ? backend : backend.Address;
}
