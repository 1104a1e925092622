using Orders.Tests.Browser.Serving;
using Orders.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

[Collection(InChromium.Name)]
public sealed class LiveTests(Chromium browser)
{
    [Theory]
    [InlineData(ScriptedApi.Key)]
    [InlineData(null)]
    public async Task A_change_is_shown_marked_told_and_put_into_the_timeline(string? key)
    {
        await using var page = await FollowingAsync(key);

        page.Api.Order.Change(order =>
        {
            order["delivery"]!["city"] = "Haifa";
            order["items"]![0]!["status"] = 205;
        });

        await Expect(page.Result.Locator("[data-field='delivery.city']")).ToHaveTextAsync("Haifa");
        await Expect(page.Result.Locator("[data-field='delivery.city']")).ToHaveClassAsync("changed");
        await Expect(page.Result.Locator(".changed")).ToHaveCountAsync(3);
        await Expect(page.Announcer).ToContainTextAsync("Город: Kiryat Mozkin → Haifa");
        await Expect(page.Announcer).ToContainTextAsync("Mascaras, Статус: Принят → В пути");
        await Expect(page.Result.Locator(".version")).ToHaveCountAsync(2);
        await Expect(page.Result.Locator(".version").First.Locator("ins").First).ToContainTextAsync("Haifa");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Only_the_last_change_is_marked()
    {
        await using var page = await FollowingAsync();
        page.Api.Order.Change(order => order["delivery"]!["city"] = "Haifa");
        await Expect(page.Result.Locator("[data-field='delivery.city'].changed")).ToHaveCountAsync(1);

        page.Api.Order.Change(order => order["delivery"]!["region"] = "North");

        await Expect(page.Result.Locator("[data-field='delivery.region'].changed")).ToHaveCountAsync(1);
        await Expect(page.Result.Locator(".changed")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_lost_connection_is_taken_up_again_where_it_was()
    {
        await using var page = await FollowingAsync();

        page.Api.CutStreams();
        await Expect(page.Result.Locator(".live-lost")).ToBeVisibleAsync();
        page.Api.Order.Change(order => order["delivery"]!["city"] = "Haifa");

        await Expect(page.Result).ToContainTextAsync("Haifa");
        await Expect(page.Result.Locator(".live-live")).ToBeVisibleAsync();
        Assert.Equal(["1", "1"], page.Api.Order.Resumed);
    }

    [Fact]
    public async Task A_hidden_page_lets_go_of_its_connection_and_catches_up_when_it_is_seen()
    {
        await using var page = await FollowingAsync();

        await page.LookAsync(isSeen: false);
        await Eventually.BecomesTrueAsync(() => page.Api.Order.Watchers == 0);
        page.Api.Order.Change(order => order["delivery"]!["city"] = "Haifa");
        await Expect(page.Result).Not.ToContainTextAsync("Haifa");
        await page.LookAsync(isSeen: true);

        await Expect(page.Result).ToContainTextAsync("Haifa");
        Assert.Equal(["1", "1"], page.Api.Order.Resumed);
    }

    [Fact]
    public async Task Leaving_the_order_ends_its_stream()
    {
        await using var page = await FollowingAsync();

        await page.Page.Locator(".brand").ClickAsync();

        await Eventually.BecomesTrueAsync(() => page.Api.Order.Watchers == 0);
    }

    [Fact]
    public async Task What_an_order_hides_is_said_to_have_changed_without_saying_what()
    {
        await using var page = await FollowingAsync();

        page.Api.Order.Change(order => order["delivery"]!["name"] = "Somebody Else");

        await Expect(page.Result.Locator(".version").First).ToContainTextAsync("Изменились скрытые данные");
        await Expect(page.Page.Locator("body")).Not.ToContainTextAsync("Somebody Else");
    }

    [Fact]
    public async Task What_somebody_is_doing_on_the_page_outlives_an_update()
    {
        await using var page = await FollowingAsync();
        await page.Result.Locator(".technical summary").ClickAsync();
        await page.Field.FillAsync("half a num");
        await page.Field.FocusAsync();

        page.Api.Order.Change(order => order["delivery"]!["city"] = "Haifa");

        await Expect(page.Result).ToContainTextAsync("Haifa");
        await Expect(page.Field).ToBeFocusedAsync();
        await Expect(page.Field).ToHaveValueAsync("half a num");
        await Expect(page.Result.Locator(".technical-facts")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_wants_rest_sees_the_mark_without_motion()
    {
        await using var page = await FollowingAsync(reader: Reader.OnDesktop with { WantsRest = true });

        page.Api.Order.Change(order => order["delivery"]!["city"] = "Haifa");

        var city = page.Result.Locator("[data-field='delivery.city'].changed");
        await Expect(city).ToHaveCSSAsync("background-color", "rgb(255, 243, 191)");
        await Expect(city).ToHaveCSSAsync("animation-duration", "0.001s");
    }

    private async Task<OpenedPage> FollowingAsync(string? key = null, Reader? reader = null)
    {
        var page = await OpenedPage.OpenAsync(browser, OpenedPage.OrderAddress, reader, key);
        await Expect(page.Result.Locator(".live-live")).ToBeVisibleAsync();
        return page;
    }
}
