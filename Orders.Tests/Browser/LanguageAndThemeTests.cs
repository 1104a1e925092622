using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

[Collection(InChromium.Name)]
public sealed class LanguageAndThemeTests(Chromium browser)
{
    [Fact]
    public async Task The_browsers_language_is_spoken_until_another_is_chosen_and_the_choice_is_kept()
    {
        await using var page = await OpenedPage.OpenAsync(browser);
        await Expect(page.Heading).ToHaveTextAsync("Где мой заказ?");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync("Where is my order?");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "English" })).ToBeFocusedAsync();

        await page.Page.ReloadAsync();
        await Expect(page.Heading).ToHaveTextAsync("Where is my order?");
    }

    [Fact]
    public async Task The_address_decides_about_the_language_and_keeps_it_from_view_to_view()
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/?lang=en");
        await Expect(page.Heading).ToHaveTextAsync("Where is my order?");

        await page.FindAsync(Sample.Uid);

        await Expect(page.Result).ToContainTextAsync("Delivery");
        Assert.Equal($"{OpenedPage.OrderAddress}?lang=en", page.Address);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Русский" }).ClickAsync();
        await Expect(page.Result).ToContainTextAsync("Доставка");
        Assert.Equal(OpenedPage.OrderAddress, page.Address);
    }

    [Fact]
    public async Task The_theme_follows_the_system_until_another_is_chosen_and_the_choice_is_kept()
    {
        const string Light = "rgb(28, 26, 33)";
        const string Dark = "rgb(238, 235, 243)";
        await using var page = await OpenedPage.OpenAsync(browser, reader: Reader.OnDesktop with { IsDark = true });
        var body = page.Page.Locator("body");
        var button = page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Оформление") });
        await Expect(body).ToHaveCSSAsync("color", Dark);

        await button.ClickAsync();
        await Expect(button).ToHaveAccessibleNameAsync("Оформление: Светлое");
        await Expect(body).ToHaveCSSAsync("color", Light);

        await page.Page.ReloadAsync();
        await Expect(body).ToHaveCSSAsync("color", Light);
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard_alone()
    {
        await using var page = await OpenedPage.OpenAsync(browser, reader: Reader.English);
        await Expect(page.Field).ToBeFocusedAsync();

        // From the field backwards through the header to the link that skips it.
        var passed = new List<string>();
        for (var step = 0; step < 7; step++)
        {
            await page.Page.Keyboard.PressAsync("Shift+Tab");
            passed.Add(await page.Page.EvaluateAsync<string>("document.activeElement.textContent.trim()"));
        }

        Assert.Equal(["ENEnglish", "RURussian", "Appearance: As the system", "For operators", "Orders", "Skip to content"], passed.Take(6).Select(text => text.Replace("Русский", "Russian", StringComparison.Ordinal)));
        await Expect(page.Page.Locator(".skip")).ToHaveTextAsync("Skip to content");
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        await using var page = await OpenedPage.OpenAsync(browser);
        await page.Page.EvaluateAsync("history.pushState(null, '', '/operators/nothing'); dispatchEvent(new PopStateEvent('popstate'))");

        await Expect(page.Heading).ToHaveTextAsync("Такой страницы нет");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "К поиску заказа" }).ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync("Где мой заказ?");
    }
}
