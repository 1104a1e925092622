using System.Globalization;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>Pictures of the main views, in the folder "pictures" beside the tests: for whoever reviews a change of the page, and for docs/images.</summary>
[Collection(InChromium.Name)]
public sealed class PicturesTests(Chromium browser)
{
    [Theory]
    [InlineData("order", OpenedPage.OrderAddress, ".version:nth-child(3)")]
    [InlineData("orders", "/operators/orders", ".orders-table")]
    [InlineData("dead-letters", "/operators/dead-letters", ".letter")]
    [InlineData("operations", "/operators/operations", ".chart-line")]
    public async Task Each_view_on_a_desktop_and_on_a_phone(string name, string address, string shown)
    {
        foreach (var (device, language, dark) in (IEnumerable<(string, string, bool)>)[("desktop", "en", false), ("desktop", "ru", true), ("phone", "ru", false), ("phone", "en", true)])
        {
            var reader = Reader.Of(device, language, dark) with { WantsRest = true };
            await using var page = await OpenedPage.OpenAsync(browser, address, reader, ScriptedApi.Key, api =>
            {
                api.Order.Change(order => order["items"]![0]!["status"] = 204);
                api.Order.Change(order =>
                {
                    (order["items"]![0]!["status"], order["items"]![1]!["status"]) = (205, 205);
                    order["delivery"]!["address"] = "Ploshad Mira 17";
                });
            });
            await Expect(page.Page.Locator(shown).First).ToBeAttachedAsync();
            if (name == "dead-letters")
            {
                await page.Page.Locator(".letter-payload summary").First.ClickAsync();
            }

            var picture = await page.Page.ScreenshotAsync(new() { FullPage = true });
            Assert.True(picture.Length > 10_000);
            var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures"));
            await File.WriteAllBytesAsync(
                Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{name}-{device}-{(dark ? "dark" : "light")}.png")), picture);
        }
    }
}
