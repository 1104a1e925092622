using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>Whoever reads the history of an order is not disturbed by what comes.</summary>
[Collection(InChromium.Name)]
public sealed class TimelineTests(Chromium browser)
{
    [Theory]
    [InlineData("desktop", ScriptedApi.Key)]
    [InlineData("phone", ScriptedApi.Key)]
    [InlineData("desktop", null)]
    public async Task What_was_opened_stays_open_in_its_place_and_in_focus_when_the_order_changes(string device, string? key)
    {
        await using var page = await FollowingAsync(Reader.Of(device, "ru"), key);
        page.Api.Order.Change(ChangeMuch);
        var opened = page.Result.Locator(".version", new() { HasText = "Версия 2" }).Locator(".changes-more");
        var summary = opened.Locator("summary");
        await summary.ClickAsync();
        await summary.FocusAsync();
        await Expect(opened).ToHaveAttributeAsync("open", "");
        var before = await TopAsync(opened);

        // One more version that also has more changes than are shown at once: it comes closed.
        page.Api.Order.Change(ChangeMuch);

        await Expect(page.Result.Locator(".version")).ToHaveCountAsync(3);
        await Expect(page.Result.Locator(".changes-more[open]")).ToHaveCountAsync(1);
        await Expect(opened).ToHaveAttributeAsync("open", "");
        await Expect(summary).ToBeFocusedAsync();
        await Expect(page.Result.Locator(".version-current")).ToHaveCountAsync(1);
        await Expect(page.Result.Locator(".version").First).ToContainTextAsync("Версия 3");
        if (key is not null)
        {
            // The history is read again, and gives the version the time at which it was stored.
            await Expect(page.Result.Locator(".version").First.Locator(".version-time")).Not.ToContainTextAsync("замечена");
            await Expect(opened).ToHaveAttributeAsync("open", "");
            await Expect(summary).ToBeFocusedAsync();
        }

        Assert.InRange(await TopAsync(opened) - before, -2, 2);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task What_was_closed_again_stays_closed()
    {
        await using var page = await FollowingAsync(Reader.OnDesktop, ScriptedApi.Key);
        page.Api.Order.Change(ChangeMuch);
        var summary = page.Result.Locator(".changes-more summary");
        await summary.ClickAsync();
        await Expect(page.Result.Locator(".changes-more[open]")).ToHaveCountAsync(1);
        await summary.ClickAsync();

        page.Api.Order.Change(order => order["delivery"]!["city"] = "Eilat");

        await Expect(page.Result.Locator(".version")).ToHaveCountAsync(3);
        await Expect(page.Result.Locator(".changes-more")).ToHaveCountAsync(1);
        await Expect(page.Result.Locator(".changes-more[open]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task All_versions_once_asked_for_are_shown_on_and_none_that_was_shown_goes_away()
    {
        await using var page = await OpenedPage.OpenAsync(browser, OpenedPage.OrderAddress, key: ScriptedApi.Key, prepare: api =>
        {
            for (var version = 2; version <= 30; version++)
            {
                api.Order.Change(order => order["delivery"]!["city"] = $"City {version}");
            }
        });
        var versions = page.Result.Locator(".version");
        await Expect(versions).ToHaveCountAsync(20);
        await Expect(page.Result.Locator(".live-live")).ToBeVisibleAsync();

        page.Api.Order.Change(order => order["delivery"]!["city"] = "Haifa");
        await Expect(versions).ToHaveCountAsync(21);
        await page.Result.GetByRole(AriaRole.Button, new() { Name = "Показать все версии (31)" }).ClickAsync();
        await Expect(versions).ToHaveCountAsync(31);
        page.Api.Order.Change(order => order["delivery"]!["city"] = "Eilat");

        await Expect(versions).ToHaveCountAsync(32);
        await Expect(page.Result.GetByRole(AriaRole.Button, new() { Name = "Показать все версии" })).ToHaveCountAsync(0);
        Assert.Equal(
            Enumerable.Range(1, 32).Reverse().Select(version => $"Версия {version}"),
            await versions.Locator(".version-name").AllInnerTextsAsync());
    }

    [Fact]
    public async Task A_long_text_that_was_asked_for_stays_whole_when_something_beside_it_changes()
    {
        var name = new string('я', 3_000);
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, prepare: api => api.Order.Begin(order => order["items"]![0]!["name"] = name));
        await Expect(page.Result.Locator(".live-live")).ToBeVisibleAsync();
        await page.Result.Locator(".items .more").ClickAsync();

        page.Api.Order.Change(order => order["items"]![0]!["status"] = 205);

        await Expect(page.Result.Locator(".items .changed").First).ToBeVisibleAsync();
        await Expect(page.Result.Locator(".items .item-title").First).ToHaveTextAsync(name);
    }

    private static void ChangeMuch(JsonObject order)
    {
        foreach (var part in new[] { order["delivery"]!.AsObject(), order["payment"]!.AsObject() })
        {
            foreach (var name in part.Where(member => member.Value!.GetValueKind() == System.Text.Json.JsonValueKind.String).Select(member => member.Key).ToList())
            {
                part[name] = $"{part[name]}+";
            }
        }
    }

    private static Task<double> TopAsync(ILocator place) => place.EvaluateAsync<double>("element => element.getBoundingClientRect().top");

    private async Task<OpenedPage> FollowingAsync(Reader reader, string? key)
    {
        var page = await OpenedPage.OpenAsync(browser, OpenedPage.OrderAddress, reader, key);
        await Expect(page.Result.Locator(".live-live")).ToBeVisibleAsync();
        return page;
    }
}
