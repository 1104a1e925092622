using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>axe-core finds nothing, on any view, device, language and theme.</summary>
[Collection(InChromium.Name)]
public sealed class AccessibilityTests(Chromium browser)
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe", "axe.min.js"));

    public static TheoryData<string, string, string, bool> Views
    {
        get
        {
            var data = new TheoryData<string, string, string, bool>();
            foreach (var view in (string[])["start", "order", "masked order", "unknown", "away", "orders", "dead letters", "operations", "sign-in"])
            {
                data.Add(view, "desktop", "ru", false);
                data.Add(view, "desktop", "en", true);
                data.Add(view, "phone", "en", false);
                data.Add(view, "phone", "ru", true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task No_violation(string view, string device, string language, bool dark)
    {
        var key = view is "order" or "orders" or "dead letters" or "operations" ? ScriptedApi.Key : null;

        // Colours are compared as they are meant, not on their way there.
        var reader = Reader.Of(device, language, dark) with { WantsRest = true };
        await using var page = await OpenedPage.OpenAsync(browser, AddressOf(view), reader, key, api => Prepare(api, view));
        await ShowEverythingAsync(page, view);

        await page.Page.EvaluateAsync(Axe);
        var result = await page.Page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] })");

        Assert.Empty(result.GetProperty("violations").EnumerateArray().SelectMany(violation =>
            violation.GetProperty("nodes").EnumerateArray().Select(node => $"{violation.GetProperty("id")}: {node.GetProperty("html")} {node.GetProperty("failureSummary")}")));
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Complaints);
    }

    private static string AddressOf(string view) => view switch
    {
        "start" => "/",
        "unknown" => "/orders/unknown-order",
        "orders" => "/operators/orders",
        "dead letters" => "/operators/dead-letters",
        "operations" => "/operators/operations",
        "sign-in" => "/operators/sign-in",
        _ => OpenedPage.OrderAddress,
    };

    private static void Prepare(ScriptedApi api, string view)
    {
        if (view == "away")
        {
            api.Instead = Answer.Problem(StatusCodes.Status503ServiceUnavailable, retryAfter: "60");
        }
        else if (view == "order")
        {
            api.Order.Change(order => order["items"]![0]!["status"] = 204);
        }
    }

    private static async Task ShowEverythingAsync(OpenedPage page, string view)
    {
        await Expect(page.Heading).ToBeVisibleAsync();
        switch (view)
        {
            case "order":
                await Expect(page.Result.Locator(".version")).ToHaveCountAsync(2);
                await Expect(page.Result.Locator(".live-live")).ToBeVisibleAsync();
                page.Api.Order.Change(order => order["delivery"]!["city"] = "Haifa");
                await Expect(page.Result.Locator(".changed")).ToHaveCountAsync(1);
                await page.Result.Locator(".technical summary").ClickAsync();
                break;
            case "orders":
                await Expect(page.Page.Locator(".orders-table tbody tr")).ToHaveCountAsync(20);
                break;
            case "dead letters":
                await page.Page.Locator("#letter-3-41 summary").ClickAsync();
                await page.Page.Locator("#letter-3-41 .actions button").First.ClickAsync();
                await page.Page.Locator("#select-all").CheckAsync();
                await page.Page.Locator("#dry-run").ClickAsync();
                await Expect(page.Page.Locator("#replay-accepted")).ToBeVisibleAsync();
                break;
            case "operations":
                await Expect(page.Page.Locator(".chart")).ToHaveCountAsync(9);
                await page.Page.Locator("#chart-latency summary").ClickAsync();
                await page.Page.Locator("#chart-latency").GetByRole(AriaRole.Slider).FocusAsync();
                await page.Page.Keyboard.PressAsync("ArrowLeft");
                break;
        }
    }
}
