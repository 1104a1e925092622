using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

[Collection(InChromium.Name)]
public sealed class TrackingTests(Chromium browser)
{
    [Fact]
    public async Task An_operator_sees_status_delivery_payment_items_and_history_of_an_order()
    {
        await using var page = await OpenedPage.OpenAsync(browser, OpenedPage.OrderAddress, key: ScriptedApi.Key, prepare: api =>
            api.Order.Change(order => order["items"]![0]!["status"] = 203));

        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);
        await Expect(page.Result.Locator("[aria-current=step]")).ToContainTextAsync("Принят");
        await Expect(page.Result).ToContainTextAsync("Test Testov");
        await Expect(page.Result).ToContainTextAsync("Ploshad Mira 15");
        await Expect(page.Result).ToContainTextAsync("2 717 $");
        await Expect(page.Result).ToContainTextAsync("26 ноября 2021");
        var item = page.Result.GetByRole(AriaRole.Row).Filter(new() { HasText = "Mascaras" });
        await Expect(item).ToContainTextAsync("453 $");
        await Expect(item).ToContainTextAsync("Собирается");
        var versions = page.Result.Locator(".version");
        await Expect(versions).ToHaveCountAsync(2);
        await Expect(versions.First.Locator("del")).ToContainTextAsync("Принят");
        await Expect(versions.First.Locator("ins")).ToContainTextAsync("Собирается");
        await Expect(versions.Last).ToContainTextAsync("Заказ принят");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task In_English_amounts_dates_and_words_are_English()
    {
        await using var page = await OpenedPage.OpenAsync(browser, OpenedPage.OrderAddress, Reader.English, ScriptedApi.Key);

        await Expect(page.Result).ToContainTextAsync("US$2,717");
        await Expect(page.Result).ToContainTextAsync("26 November 2021");
        await Expect(page.Result).ToContainTextAsync("Accepted");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Equal($"Order {Sample.Uid}", await page.Page.TitleAsync());
    }

    [Fact]
    public async Task Without_a_key_personal_details_are_hidden_and_the_page_says_so()
    {
        await using var page = await OpenedPage.OpenAsync(browser, OpenedPage.OrderAddress);

        await Expect(page.Result.Locator(".delivery")).ToContainTextAsync("Личные данные скрыты");
        await Expect(page.Result.Locator(".delivery a")).ToHaveCountAsync(0);
        await Expect(page.Result.Locator(".timeline-note")).ToContainTextAsync("Всю историю видят операторы");
        await Expect(page.Result).Not.ToContainTextAsync("Test Testov");
        Assert.DoesNotContain(page.Api.Requests, request => request.EndsWith("/history", StringComparison.Ordinal));
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("ru", null, "Увидеть их может только оператор.")]
    [InlineData("ru", ScriptedApi.Key, "Личные данные скрыты здесь от всех, и от операторов тоже.")]
    [InlineData("en", ScriptedApi.Key, "Personal details are hidden from everybody here, from operators too.")]
    public async Task Where_personal_details_are_hidden_from_everybody_operators_are_told_so(string language, string? key, string note)
    {
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, Reader.Of("desktop", language), key, api => api.MasksAlways = true);

        await Expect(page.Result.Locator(".masked")).ToContainTextAsync(note);
        await Expect(page.Result).Not.ToContainTextAsync("Test Testov");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Where_nobody_needs_a_key_and_personal_details_are_hidden_the_page_does_not_promise_them_to_operators()
    {
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, Reader.English, prepare: api => (api.HasKeys, api.MasksAlways) = (false, true));

        await Expect(page.Result.Locator(".masked")).ToHaveTextAsync("Personal details are hidden from everybody here, from operators too.");
    }

    [Fact]
    public async Task Enter_finds_an_order_and_the_address_becomes_its_link()
    {
        await using var page = await OpenedPage.OpenAsync(browser);
        await Expect(page.Field).ToBeFocusedAsync();

        await page.FindAsync($" {Sample.Uid} ");

        await Expect(page.Heading).ToBeFocusedAsync();
        Assert.Equal(OpenedPage.OrderAddress, page.Address);
        await Expect(page.Announcer).ToContainTextAsync("найден: 2 товара");
    }

    [Theory]
    [InlineData($"/orders/{Sample.Uid}/", OpenedPage.OrderAddress)]
    [InlineData($"/?uid={Sample.Uid}", OpenedPage.OrderAddress)]
    [InlineData($"/?uid={Sample.Uid}&lang=en", $"{OpenedPage.OrderAddress}?lang=en")]
    public async Task A_link_opens_its_order(string link, string address)
    {
        await using var page = await OpenedPage.OpenAsync(browser, link);

        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);
        await Expect(page.Field).ToHaveValueAsync(Sample.Uid);
        Assert.Equal(address, page.Address);
    }

    [Fact]
    public async Task An_operator_finds_an_order_by_its_track_number()
    {
        await using var page = await OpenedPage.OpenAsync(browser, key: ScriptedApi.Key);
        await Expect(page.Page.GetByLabel("Номер заказа или трек-номер")).ToBeVisibleAsync();

        await page.FindAsync("WBILMTESTTRACK");

        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);
        Assert.Equal(OpenedPage.OrderAddress, page.Address);
    }

    [Fact]
    public async Task Several_orders_with_one_track_number_become_a_list()
    {
        await using var page = await OpenedPage.OpenAsync(browser, key: ScriptedApi.Key);
        await Expect(page.Page.GetByLabel("Номер заказа или трек-номер")).ToBeVisibleAsync();

        await page.FindAsync("WBRU843910003");

        await Expect(page.Page.Locator(".orders-table tbody tr")).ToHaveCountAsync(2);
        Assert.Equal("/operators/orders?track_number=WBRU843910003", page.Address);
    }

    [Fact]
    public async Task Back_leads_to_what_was_shown_before()
    {
        await using var page = await OpenedPage.OpenAsync(browser);
        await page.FindAsync(Sample.Uid);
        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);

        await page.Page.GoBackAsync();

        await Expect(page.Heading).ToHaveTextAsync("Где мой заказ?");
        await Expect(page.Field).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_unknown_order_is_said_to_be_unknown()
    {
        await using var page = await OpenedPage.OpenAsync(browser);

        await page.FindAsync("unknown-order");

        await Expect(page.Heading).ToHaveTextAsync("Такого заказа нет");
        await Expect(page.Result).ToContainTextAsync("unknown-order");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task An_impossible_uid_is_explained_without_asking()
    {
        await using var page = await OpenedPage.OpenAsync(browser);

        await page.FindAsync("не номер");

        await Expect(page.Result).ToContainTextAsync("Проверьте номер");
        await Expect(page.Field).ToBeFocusedAsync();
        Assert.DoesNotContain(page.Api.Requests, request => request.Contains("/api/orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_is_away_is_asked_again_after_the_time_it_gave()
    {
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, prepare: api => api.Instead = Answer.Problem(StatusCodes.Status503ServiceUnavailable, retryAfter: "1"));
        await Expect(page.Result).ToContainTextAsync("Служба сейчас недоступна");

        page.Api.Instead = null;

        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Whoever_does_not_want_to_wait_asks_again_at_once()
    {
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, prepare: api => api.Instead = Answer.Problem(StatusCodes.Status503ServiceUnavailable, retryAfter: "60"));
        await Expect(page.Result).ToContainTextAsync("или через");

        page.Api.Instead = null;
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Повторить сейчас" }).ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);
    }

    [Fact]
    public async Task Without_a_network_the_page_says_so()
    {
        await using var page = await OpenedPage.OpenAsync(browser);
        await page.Page.Context.SetOfflineAsync(true);

        await page.FindAsync(Sample.Uid);

        await Expect(page.Result).ToContainTextAsync("Нет связи");
    }

    [Fact]
    public async Task An_order_with_an_item_off_the_way_shows_numbers_for_what_has_no_word()
    {
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, prepare: api => api.Order.Begin(order => order["items"]![1]!["status"] = 777));

        await Expect(page.Result.Locator(".summary-way")).ToContainTextAsync("Статус 777");
        await Expect(page.Result.Locator(".way")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_paper_there_is_the_order_and_nothing_to_press()
    {
        await using var page = await OpenedPage.OpenAsync(browser, OpenedPage.OrderAddress);
        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);

        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(page.Page.Locator(".top")).ToBeHiddenAsync();
        await Expect(page.Field).ToBeHiddenAsync();
        await Expect(page.Result.Locator(".items-table")).ToBeVisibleAsync();
        await Expect(page.Result.Locator(".timeline")).ToBeVisibleAsync();
    }
}
