using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using Orders.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

[Collection(InChromium.Name)]
public sealed class NewestOrdersTests(Chromium browser)
{
    private const string Address = "/operators/orders";

    [Theory]
    [InlineData("desktop", "ru")]
    [InlineData("phone", "en")]
    public async Task The_newest_orders_lead_to_each_of_them(string device, string language)
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, Reader.Of(device, language), ScriptedApi.Key);
        await Expect(Rows(page)).ToHaveCountAsync(20);
        Assert.Equal(0, await page.OverflowAsync());

        await Rows(page).First.GetByRole(AriaRole.Link, new() { Name = Sample.Uid }).ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_new_order_appears_by_itself_marked_and_told()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, key: ScriptedApi.Key);
        await Expect(Rows(page)).ToHaveCountAsync(20);

        page.Api.Orders.Insert(0, NewOrder());

        await Expect(Rows(page).First).ToContainTextAsync("brand-new");
        await Expect(Rows(page).First).ToHaveClassAsync("changed");
        await Expect(page.Announcer).ToHaveTextAsync("Обновилось: 1 заказ.");
    }

    [Fact]
    public async Task The_list_rests_while_it_is_switched_off_or_not_seen()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, key: ScriptedApi.Key);
        await Expect(Rows(page)).ToHaveCountAsync(20);
        await page.LookAsync(isSeen: false);
        page.Api.Orders.Insert(0, NewOrder());
        await Expect(Rows(page).First).Not.ToContainTextAsync("brand-new");

        await page.LookAsync(isSeen: true);
        await Expect(Rows(page).First).ToContainTextAsync("brand-new");

        await page.Page.GetByRole(AriaRole.Switch).UncheckAsync();
        var asked = Lists(page);
        await page.LookAsync(isSeen: false);
        await page.LookAsync(isSeen: true);
        Assert.Equal(asked, Lists(page));
        await page.Page.GetByRole(AriaRole.Switch).CheckAsync();
        await Eventually.BecomesTrueAsync(() => Lists(page) > asked);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_the_browsers_back_goes_back()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, key: ScriptedApi.Key);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Более старые" }).ClickAsync();
        await Expect(Rows(page).First).ToContainTextAsync("4f09c2d1e70020order");
        Assert.Equal("/operators/orders?cursor=20", page.Address);
        await Expect(page.Page.GetByRole(AriaRole.Switch)).ToHaveCountAsync(0);

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Более старые" }).ClickAsync();
        await Expect(Rows(page)).ToHaveCountAsync(5);
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Более старые" })).ToHaveCountAsync(0);

        await page.Page.GoBackAsync();
        await Expect(Rows(page).First).ToContainTextAsync("4f09c2d1e70020order");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "К самым новым" }).ClickAsync();
        await Expect(Rows(page).First).ToContainTextAsync(Sample.Uid);
    }

    [Fact]
    public async Task A_customer_or_track_number_filters_and_is_in_the_address()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, key: ScriptedApi.Key);
        await page.Page.GetByLabel("Клиент").FillAsync("customer-3");
        await page.Page.GetByLabel("Клиент").PressAsync("Enter");

        await Expect(Rows(page)).ToHaveCountAsync(6);
        Assert.Equal("/operators/orders?customer_id=customer-3", page.Address);

        await page.Page.GetByLabel("Трек-номер").FillAsync("nothing has this");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Показать" }).ClickAsync();
        await Expect(page.Page.Locator("main")).ToContainTextAsync("Таких заказов нет");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Сбросить" }).ClickAsync();
        await Expect(Rows(page)).ToHaveCountAsync(20);
    }

    [Fact]
    public async Task A_cursor_that_is_not_good_any_more_leads_to_the_newest()
    {
        await using var page = await OpenedPage.OpenAsync(browser, $"{Address}?cursor=broken", key: ScriptedApi.Key);

        await Expect(page.Page.Locator("main")).ToContainTextAsync("устарела");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "К самым новым" }).ClickAsync();

        await Expect(Rows(page)).ToHaveCountAsync(20);
    }

    [Fact]
    public async Task What_was_shown_stays_while_the_service_is_away()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, key: ScriptedApi.Key);
        await Expect(Rows(page)).ToHaveCountAsync(20);

        page.Api.Instead = Answer.Problem(StatusCodes.Status503ServiceUnavailable, retryAfter: "1");
        await Expect(page.Page.Locator("main .form-error")).ToContainTextAsync("Служба сейчас недоступна");
        await Expect(Rows(page)).ToHaveCountAsync(20);

        page.Api.Instead = null;
        await Expect(page.Page.Locator("main .form-error")).ToBeHiddenAsync();
    }

    private static ILocator Rows(OpenedPage page) => page.Page.Locator(".orders-table tbody tr");

    private static int Lists(OpenedPage page) => page.Api.Requests.Count(request => request.StartsWith("GET /api/orders?", StringComparison.Ordinal));

    private static JsonObject NewOrder()
    {
        var order = Sample.Orders(2).Last();
        order["order_uid"] = "brand-new";
        return order;
    }
}
