using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Orders.Tests.Integration.Gateway;

namespace Orders.Tests.Browser;

/// <summary>What a real browser lets a page of another site do to a gateway that runs on its reader's machine.</summary>
[Collection(InChromium.Name)]
public sealed class CrossSiteTests(Chromium browser) : IAsyncLifetime
{
    private const string Replay = "/api/dead-letters/0/0/replay";

    private Backend _queryApi = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _queryApi = await Backend.StartAsync();
        _gateway = await RunningGateway.StartAsync([_queryApi]);
        await _gateway.UntilAsync("query-api", "Healthy");
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _queryApi.DisposeAsync();
    }

    [Theory]
    [InlineData("fetch")]
    [InlineData("beacon")]
    [InlineData("form")]
    public async Task Another_sites_page_replays_nothing(string way)
    {
        await using var evil = await Backend.StartAsync(Html);
        var target = new Uri(_gateway.Public.BaseAddress!, Replay).AbsoluteUri;
        var page = await browser.NewPageAsync(evil.Address, Reader.English);
        await page.GotoAsync("/");

        // The answer itself the browser keeps from a page of another site; what it was is told to whoever debugs.
        var refusal = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var network = await page.Context.NewCDPSessionAsync(page);
        var asked = new ConcurrentDictionary<string, bool>();
        var answered = new ConcurrentDictionary<string, int>();

        // Chromium tells of the two in either order.
        void Match(string id)
        {
            if (asked.ContainsKey(id) && answered.TryGetValue(id, out var status))
            {
                refusal.TrySetResult(status);
            }
        }

        network.Event("Network.requestWillBeSent").OnEvent += (_, message) =>
        {
            var id = message!.Value.GetProperty("requestId").GetString()!;
            if (message.Value.GetProperty("request").GetProperty("url").GetString() == target)
            {
                asked[id] = true;
                Match(id);
            }
        };
        network.Event("Network.responseReceivedExtraInfo").OnEvent += (_, message) =>
        {
            var id = message!.Value.GetProperty("requestId").GetString()!;
            answered[id] = message.Value.GetProperty("statusCode").GetInt32();
            Match(id);
        };
        await network.SendAsync("Network.enable");
        await page.EvaluateAsync(
            """
            ([way, target]) => {
                const body = '{"messages":[{"partition":0,"offset":0}]}';
                if (way === 'fetch') {
                    fetch(target, { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body }).catch(() => {});
                } else if (way === 'beacon') {
                    navigator.sendBeacon(target, body);
                } else {
                    document.body.innerHTML = `<form method="post" enctype="text/plain" action="${target}"><input name='{"a":"' value='"}'></form>`;
                    document.forms[0].submit();
                }
            }
            """,
            new[] { way, target });

        Assert.Equal(403, await refusal.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Empty(_queryApi.Requests);
        await page.CloseAsync();
    }

    [Fact]
    public async Task The_gateways_own_page_does()
    {
        var posted = new ConcurrentQueue<string>();
        _queryApi.Answer = context =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                posted.Enqueue(context.Request.Headers["Sec-Fetch-Site"].ToString());
            }

            return Task.CompletedTask;
        };
        var page = await browser.NewPageAsync(_gateway.Public.BaseAddress!.AbsoluteUri, Reader.English);
        await page.GotoAsync("/");

        var status = await page.EvaluateAsync<int>($"fetch('{Replay}', {{ method: 'POST' }}).then(response => response.status)");

        Assert.Equal(200, status);
        Assert.Equal(["same-origin"], posted);
        await page.CloseAsync();
    }

    private static Task Html(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<!doctype html><title>Kittens</title><body></body>");
    }
}
