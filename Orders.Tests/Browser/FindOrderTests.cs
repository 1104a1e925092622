using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

public sealed class FindOrderTests(Chromium browser) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_button_finds_an_order_and_shows_customer_amounts_and_items()
    {
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Order(OrderPage.Model()));

        await page.FindAsync(OrderPage.Uid);

        await Expect(page.Result.GetByRole(AriaRole.Heading, new() { Name = OrderPage.Uid })).ToBeVisibleAsync();
        await Expect(page.Result).ToContainTextAsync("Test Testov");
        await Expect(page.Result).ToContainTextAsync("Ploshad Mira 15");
        await Expect(page.Result).ToContainTextAsync("WBILMTESTTRACK");
        await Expect(page.Result).ToContainTextAsync("1 817 $");
        await Expect(page.Result).ToContainTextAsync("26 ноября 2021");
        var item = page.Result.GetByRole(AriaRole.Row).Filter(new() { HasText = "Mascaras" });
        await Expect(item).ToContainTextAsync("Vivienne Sabo");
        await Expect(item).ToContainTextAsync("453 $");
        await Expect(item).ToContainTextAsync("317 $");
        await Expect(item).ToContainTextAsync("Принят");
        await Expect(page.Result).ToContainTextAsync("версия 3 · из кэша");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Enter_finds_an_order_and_the_address_becomes_its_link()
    {
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Order(OrderPage.Model()));

        await page.Field.FillAsync($" {OrderPage.Uid} ");
        await page.Field.PressAsync("Enter");

        await Expect(page.Result.GetByRole(AriaRole.Heading, new() { Name = OrderPage.Uid })).ToBeFocusedAsync();
        Assert.Equal($"/orders/{OrderPage.Uid}", page.Address);
        Assert.Equal($"Заказ {OrderPage.Uid}", await page.Page.TitleAsync());
        await Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("найден");
    }

    [Theory]
    [InlineData($"/orders/{OrderPage.Uid}")]
    [InlineData($"/?uid={OrderPage.Uid}")]
    public async Task A_link_opens_its_order(string link)
    {
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Order(OrderPage.Model()), link);

        await Expect(page.Result).ToContainTextAsync("Test Testov");
        await Expect(page.Field).ToHaveValueAsync(OrderPage.Uid);
        Assert.Equal($"/orders/{OrderPage.Uid}", page.Address);
    }

    [Fact]
    public async Task Back_leads_to_what_was_shown_before()
    {
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Order(OrderPage.Model()));
        await page.FindAsync(OrderPage.Uid);
        await Expect(page.Result).ToContainTextAsync("Test Testov");

        await page.Page.GoBackAsync();

        await Expect(page.Result).ToBeEmptyAsync();
        await Expect(page.Field).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_unknown_order_is_said_to_be_unknown()
    {
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Status(StatusCodes.Status404NotFound));

        await page.FindAsync("unknown-order");

        await Expect(page.Result).ToContainTextAsync("Такого заказа нет");
        await Expect(page.Result).ToContainTextAsync("unknown-order");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task An_impossible_uid_is_explained_without_asking()
    {
        await using var page = await OrderPage.OpenAsync(browser, _ => throw new InvalidOperationException("asked"));

        await page.FindAsync("не номер");

        await Expect(page.Result).ToContainTextAsync("Проверьте номер");
        await Expect(page.Field).ToBeFocusedAsync();
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_service_that_is_away_is_asked_again_after_the_time_it_gave()
    {
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Status(StatusCodes.Status503ServiceUnavailable, retryAfter: "1"));
        await page.FindAsync(OrderPage.Uid);
        await Expect(page.Result).ToContainTextAsync("Служба сейчас недоступна");

        page.AnswerWith(OrderPage.Order(OrderPage.Model()));

        await Expect(page.Result).ToContainTextAsync("Test Testov");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Whoever_does_not_want_to_wait_asks_again_at_once()
    {
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Status(StatusCodes.Status503ServiceUnavailable, retryAfter: "60"));
        await page.FindAsync(OrderPage.Uid);
        var again = page.Page.GetByRole(AriaRole.Button, new() { Name = "Повторить сейчас" });
        await Expect(page.Result).ToContainTextAsync("или через");

        page.AnswerWith(OrderPage.Order(OrderPage.Model()));
        await again.ClickAsync();

        await Expect(page.Result).ToContainTextAsync("Test Testov");
    }

    [Fact]
    public async Task Without_a_network_the_page_says_so()
    {
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Order(OrderPage.Model()));
        await page.Page.Context.SetOfflineAsync(true);

        await page.FindAsync(OrderPage.Uid);

        await Expect(page.Result).ToContainTextAsync("Нет связи");
    }

    [Fact]
    public async Task Scripts_in_the_fields_of_an_order_stay_text()
    {
        const string Attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        var order = OrderPage.Model();
        order["delivery"]!["name"] = Attack;
        order["delivery"]!["email"] = Attack;
        order["track_number"] = Attack;
        order["payment"]!["currency"] = Attack;
        order["items"]![0]!["name"] = Attack;
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Order(order));

        await page.FindAsync(OrderPage.Uid);

        await Expect(page.Result.Locator(".person")).ToHaveTextAsync(Attack);
        await Expect(page.Result.Locator(".item-title")).ToHaveTextAsync(Attack);
        await Expect(page.Result.Locator("img, script")).ToHaveCountAsync(0);
        Assert.Equal($"Заказ {OrderPage.Uid}", await page.Page.TitleAsync());
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(768)]
    public async Task Nothing_is_wider_than_the_screen(int width)
    {
        var order = OrderPage.Model();
        order["delivery"]!["name"] = new string('Ш', 200);
        order["delivery"]!["email"] = $"{new string('w', 180)}@example.com";
        order["items"]![0]!["name"] = new string('Ш', 200);
        order["items"]![0]!["brand"] = new string('Ш', 200);
        order["items"]![0]!["price"] = 9_007_199_254_740_991;
        order["items"]![0]!["size"] = new string('X', 40);
        await using var page = await OrderPage.OpenAsync(browser, OrderPage.Order(order), $"/orders/{OrderPage.Uid}", width);
        await Expect(page.Result.Locator(".item-title")).ToBeVisibleAsync();

        var overflow = await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

        Assert.Equal(0, overflow);
    }
}
