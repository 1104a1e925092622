using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

[Collection(InChromium.Name)]
public sealed class DeadLettersTests(Chromium browser)
{
    private const string Address = "/operators/dead-letters";

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Each_shows_its_reason_every_fault_and_how_often_it_came_back(string device)
    {
        await using var page = await OpenAsync(Reader.Of(device, "ru"));

        await Expect(page.Page.Locator(".letter")).ToHaveCountAsync(4);
        var first = Letter(page, "3-41");
        await Expect(first).ToContainTextAsync("Нарушены правила");
        await Expect(first).ToContainTextAsync("Отправлено снова: 2 раза");
        await Expect(first).ToContainTextAsync("раздел 3, место 41");
        await Expect(first.Locator(".fault")).ToHaveCountAsync(4);
        await Expect(first.Locator(".fault").Nth(1)).ToContainTextAsync("delivery.phone негодный телефон must have 7 to 15 digits");
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_payload_is_laid_out_with_the_faults_at_their_places()
    {
        await using var page = await OpenAsync();

        var bad = await OpenPayloadAsync(page, "3-41");

        await Expect(bad).ToHaveCountAsync(4);
        await Expect(bad.Nth(0)).ToContainTextAsync("\"track_number\": \"\"");
        await Expect(bad.Nth(1)).ToContainTextAsync("delivery.email: нет в сообщении. не хватает");
        await Expect(bad.Nth(2)).ToContainTextAsync("\"phone\": \"12\"");
        await Expect(bad.Nth(3)).ToContainTextAsync("\"sale\": 120 вне границ");
    }

    [Fact]
    public async Task What_is_no_json_is_shown_as_it_came_with_the_line_that_is_wrong()
    {
        await using var page = await OpenAsync();

        await Expect(await OpenPayloadAsync(page, "0-7")).ToContainTextAsync("\"items\": [}");

        await OpenPayloadAsync(page, "9-1");
        await Expect(Letter(page, "9-1")).ToContainTextAsync("Не текст");
        await Expect(Letter(page, "9-1").GetByRole(AriaRole.Button, new() { Name = "Исправить и отправить" })).ToBeDisabledAsync();
    }

    [Fact]
    public async Task One_reason_can_be_chosen_and_is_in_the_address()
    {
        await using var page = await OpenAsync();

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Отказала база" }).ClickAsync();

        await Expect(page.Page.Locator(".letter")).ToHaveCountAsync(1);
        Assert.Equal($"{Address}?reason=db_save_error", page.Address);
        await Expect(page.Page.Locator(".tab[aria-current]")).ToHaveTextAsync("Отказала база");
    }

    [Fact]
    public async Task A_message_can_be_corrected_tried_and_sent()
    {
        await using var page = await OpenAsync();
        var letter = Letter(page, "3-41");
        await letter.GetByRole(AriaRole.Button, new() { Name = "Исправить и отправить" }).ClickAsync();
        var text = letter.GetByLabel("Исправленное сообщение");
        await Expect(text).ToBeFocusedAsync();

        await text.FillAsync("{\"order_uid\": \"x\",\n \"items\": [}");
        await letter.GetByRole(AriaRole.Button, new() { Name = "Отправить", Exact = true }).ClickAsync();
        await Expect(letter.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Это не JSON: Строка 2:12");
        Assert.Empty(page.Api.Letters.Replayed);

        await text.FillAsync("""{"order_uid":"x"}""");
        await letter.GetByRole(AriaRole.Button, new() { Name = "Проверить отправку" }).ClickAsync();
        await Expect(letter.Locator(".letter-outcome")).ToContainTextAsync("не пройдёт");
        await Expect(letter.Locator(".letter-outcome")).ToContainTextAsync("payment не хватает");

        await text.FillAsync("""{"order_uid":"fixed"}""");
        await letter.GetByRole(AriaRole.Button, new() { Name = "Проверить отправку" }).ClickAsync();
        await Expect(letter.Locator(".letter-outcome")).ToHaveTextAsync("пройдёт проверку");
        Assert.Empty(page.Api.Letters.Replayed);

        await letter.GetByRole(AriaRole.Button, new() { Name = "Отправить", Exact = true }).ClickAsync();
        await Expect(letter.Locator(".letter-outcome")).ToHaveTextAsync("Отправлено в orders: раздел 2, место 99.");
        await Expect(text).ToHaveCountAsync(0);
        Assert.Equal([("3/41", """{"order_uid":"fixed"}""")], page.Api.Letters.Replayed);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_message_can_be_sent_as_it_is()
    {
        await using var page = await OpenAsync();

        await Letter(page, "9-1").GetByRole(AriaRole.Button, new() { Name = "Отправить как есть" }).ClickAsync();

        await Expect(Letter(page, "9-1").Locator(".letter-outcome")).ToContainTextAsync("Отправлено в orders");
        Assert.Equal([("9/1", "")], page.Api.Letters.Replayed);
    }

    [Fact]
    public async Task Many_are_tried_first_and_only_those_that_would_be_accepted_are_sent()
    {
        await using var page = await OpenAsync();
        await Expect(page.Page.Locator(".letter")).ToHaveCountAsync(4);
        await page.Page.GetByLabel("Выбрать все на странице").CheckAsync();
        var bar = page.Page.Locator(".batch");
        await Expect(bar).ToContainTextAsync("Выбрано: 4 сообщения");

        await bar.GetByRole(AriaRole.Button, new() { Name = "Проверить отправку" }).ClickAsync();
        await Expect(bar).ToContainTextAsync("Пройдут проверку: 1, не пройдут: 3.");
        await Expect(Letter(page, "9-3").Locator(".letter-outcome")).ToHaveTextAsync("пройдёт проверку");
        await Expect(Letter(page, "0-7").Locator(".letter-outcome")).ToContainTextAsync("не пройдёт");
        Assert.Empty(page.Api.Letters.Replayed);

        await bar.GetByRole(AriaRole.Button, new() { Name = "Отправить 1 сообщение" }).ClickAsync();
        await Expect(bar).ToContainTextAsync("Отправлено: 1 сообщение");
        Assert.Equal([("9/3", "")], page.Api.Letters.Replayed);
        await Expect(page.Page.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task When_there_are_none_the_page_says_that_all_is_well()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, Reader.English, ScriptedApi.Key, api => api.Letters.All.Clear());

        await Expect(page.Page.Locator("main")).ToContainTextAsync("There are no rejected messages");
        await Expect(page.Page.Locator(".batch")).ToBeHiddenAsync();
    }

    private Task<OpenedPage> OpenAsync(Reader? reader = null) => OpenedPage.OpenAsync(browser, Address, reader, ScriptedApi.Key);

    private static ILocator Letter(OpenedPage page, string id) => page.Page.Locator($"#letter-{id}");

    private static async Task<ILocator> OpenPayloadAsync(OpenedPage page, string id)
    {
        await Letter(page, id).Locator("summary").ClickAsync();
        await Expect(Letter(page, id).Locator(".payload")).ToBeVisibleAsync();
        return Letter(page, id).Locator(".line-bad");
    }
}
