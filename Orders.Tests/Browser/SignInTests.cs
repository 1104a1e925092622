using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

[Collection(InChromium.Name)]
public sealed class SignInTests(Chromium browser)
{
    [Fact]
    public async Task A_key_opens_what_was_asked_for_and_stays_in_this_tab_only()
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/operators/dead-letters?reason=db_save_error");
        var key = page.Page.GetByLabel("Ключ API");
        await Expect(key).ToBeFocusedAsync();

        await key.FillAsync(ScriptedApi.Key);
        await key.PressAsync("Enter");

        await Expect(page.Heading).ToHaveTextAsync("Отклонённые сообщения");
        await Expect(page.Page.Locator(".letter")).ToHaveCountAsync(1);
        Assert.Equal("/operators/dead-letters?reason=db_save_error", page.Address);
        Assert.Equal(ScriptedApi.Key, await page.Page.EvaluateAsync<string>("sessionStorage.getItem('orders.key')"));
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("Object.values(localStorage).filter(value => value.startsWith('ok_')).length"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_not_kept()
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/operators/sign-in");

        await page.Page.GetByLabel("Ключ API").FillAsync("wrong");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Войти" }).ClickAsync();

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Этот ключ не подходит.");
        await Expect(page.Page.GetByLabel("Ключ API")).ToBeFocusedAsync();
        Assert.Null(await page.Page.EvaluateAsync<string?>("sessionStorage.getItem('orders.key')"));
    }

    [Fact]
    public async Task Signing_out_forgets_the_key_and_closes_the_area()
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/operators/sign-in");
        await page.Page.GetByLabel("Ключ API").FillAsync(ScriptedApi.Key);
        await page.Page.GetByLabel("Ключ API").PressAsync("Enter");
        await Expect(page.Heading).ToHaveTextAsync("Новые заказы");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Выйти" }).ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync("Где мой заказ?");
        Assert.Null(await page.Page.EvaluateAsync<string?>("sessionStorage.getItem('orders.key')"));
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Операторам" }).ClickAsync();
        await Expect(page.Page.GetByLabel("Ключ API")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/operators/orders")]
    [InlineData("/operators/dead-letters")]
    [InlineData("/operators/operations")]
    public async Task A_key_that_is_not_good_any_more_leads_to_the_sign_in(string address)
    {
        await using var page = await OpenedPage.OpenAsync(browser, address, key: "ok_revoked");

        await Expect(page.Page.GetByLabel("Ключ API")).ToBeVisibleAsync();
        Assert.Contains($"next={Uri.EscapeDataString(address)}", page.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_keys_are_set_everything_is_open()
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/operators/orders", prepare: api => api.HasKeys = false);

        await Expect(page.Page.Locator(".orders-table tbody tr")).ToHaveCountAsync(20);
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Выйти" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Where_no_keys_are_set_and_nothing_is_open_the_page_says_so()
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/operators/sign-in", prepare: api => api.Instead = context =>
            (context.Request.Path == "/api/session"
                ? Answer.Json(new System.Text.Json.Nodes.JsonObject { ["operator"] = false, ["keys"] = false, ["masked"] = true })
                : Answer.Problem(StatusCodes.Status401Unauthorized))(context));

        await Expect(page.Page.Locator("main")).ToContainTextAsync("Ключи на этом сервере не заданы");
        await Expect(page.Page.Locator("#key")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Signing_in_from_an_order_shows_it_whole()
    {
        await using var page = await OpenedPage.OpenAsync(browser, OpenedPage.OrderAddress);
        await page.Result.GetByRole(AriaRole.Link, new() { Name = "Войти" }).ClickAsync();

        await page.Page.GetByLabel("Ключ API").FillAsync(ScriptedApi.Key);
        await page.Page.GetByLabel("Ключ API").PressAsync("Enter");

        await Expect(page.Result).ToContainTextAsync("Test Testov");
        Assert.Equal(OpenedPage.OrderAddress, page.Address);
    }
}
