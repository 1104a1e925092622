using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>What the page costs whoever has a slow connection.</summary>
[Collection(InChromium.Name)]
public sealed class WeightTests(Chromium browser, ITestOutputHelper output)
{
    private const int MostBytes = 100_000;

    [Fact]
    public async Task All_views_together_are_under_100_KB_on_the_wire_headers_included_and_nothing_comes_from_elsewhere()
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/operators/sign-in", key: ScriptedApi.Key);
        await Expect(page.Heading).ToBeVisibleAsync();
        await page.Page.GotoAsync("about:blank");
        page.Requested.Clear();
        var network = await page.Page.Context.NewCDPSessionAsync(page.Page);
        var api = new HashSet<string>();
        var bytes = 0.0;
        var files = 0;
        network.Event("Network.responseReceived").OnEvent += (_, message) =>
        {
            if (new Uri(message!.Value.GetProperty("response").GetProperty("url").GetString()!).AbsolutePath.StartsWith("/api/", StringComparison.Ordinal))
            {
                api.Add(message.Value.GetProperty("requestId").GetString()!);
            }
        };
        network.Event("Network.loadingFinished").OnEvent += (_, message) =>
        {
            if (!api.Contains(message!.Value.GetProperty("requestId").GetString()!))
            {
                bytes += message.Value.GetProperty("encodedDataLength").GetDouble();
                files++;
            }
        };
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.clearBrowserCache");

        await page.Page.GotoAsync("/");
        await page.FindAsync(Sample.Uid);
        await Expect(page.Result.Locator(".version")).ToHaveCountAsync(1);
        await VisitAsync(page, "orders", ".orders-table");
        await VisitAsync(page, "dead-letters", ".letter");
        await VisitAsync(page, "operations", ".chart");
        await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        output.WriteLine($"{bytes:n0} bytes in {files} files");
        Assert.InRange(bytes, 30_000, MostBytes);
        Assert.All(page.Requested, address => Assert.StartsWith(page.Origin, address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData(OpenedPage.OrderAddress)]
    [InlineData("/operators/orders")]
    public async Task The_first_paint_needs_nothing_but_the_document(string path)
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/favicon.svg");
        var network = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await network.SendAsync("Network.enable");
        // Chromium's "Slow 4G", which was called "Fast 3G": how long it takes is printed, and is about 0.8 s on a machine that is not busy.
        await network.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false, ["latency"] = 562.5, ["downloadThroughput"] = 180_000, ["uploadThroughput"] = 84_375,
        });
        // Everything else that it asks for never comes.
        await page.Page.RouteAsync("**/*", route => route.Request.IsNavigationRequest ? route.ContinueAsync() : Task.CompletedTask);

        await page.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
        var painted = await page.Page.EvaluateAsync<double>(
            """
            () => new Promise(resolve => new PerformanceObserver(list => {
                const paint = list.getEntriesByName('first-contentful-paint')[0];
                if (paint) { resolve(paint.startTime); }
            }).observe({ type: 'paint', buffered: true }))
            """).WaitAsync(TimeSpan.FromSeconds(30));

        output.WriteLine($"{path}: {painted:n0} ms");
    }

    private static async Task VisitAsync(OpenedPage page, string view, string content)
    {
        await page.Page.Locator($".nav a[href='/operators/{view}']").ClickAsync();
        await Expect(page.Page.Locator(content).First).ToBeVisibleAsync();
    }
}
