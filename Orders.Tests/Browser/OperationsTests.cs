using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

[Collection(InChromium.Name)]
public sealed class OperationsTests(Chromium browser)
{
    private const string Address = "/operators/operations";

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Every_chart_is_drawn_and_every_instance_is_named(string device)
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, Reader.Of(device, "ru"), ScriptedApi.Key);

        await Expect(page.Page.Locator(".chart")).ToHaveCountAsync(9);
        await Expect(page.Page.Locator("#chart-ingest path.chart-line[d^=M]")).ToHaveCountAsync(12);
        await Expect(page.Page.Locator("#chart-hits .legend-value")).ToContainTextAsync("%");
        await Expect(page.Page.Locator(".instance")).ToHaveCountAsync(4);
        await Expect(page.Page.Locator(".instance-unhealthy")).ToContainTextAsync("не готов");
        await Expect(page.Page.Locator(".instance-unhealthy")).ToContainTextAsync("warming up");
        await Expect(page.Page.Locator("main")).ToContainTextAsync("Требуют внимания: 2 экземпляра");
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_chart_can_be_read_by_keyboard_and_as_a_table()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, Reader.English, ScriptedApi.Key);
        var chart = page.Page.Locator("#chart-latency");
        var slider = chart.GetByRole(AriaRole.Slider);
        await Expect(slider).ToHaveAttributeAsync("aria-valuenow", "179");

        await slider.FocusAsync();
        await slider.PressAsync("ArrowLeft");

        await Expect(slider).ToHaveAttributeAsync("aria-valuenow", "178");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex(@"half are faster: [\d.]+\s?ms, 99% are faster: [\d.]+\s?ms"));
        await Expect(chart.Locator(".chart-readout")).ToContainTextAsync("ms");
        await slider.PressAsync("Home");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex("no data"));

        await chart.Locator("summary").ClickAsync();
        await Expect(chart.GetByRole(AriaRole.Row)).ToHaveCountAsync(16);
    }

    [Fact]
    public async Task Charts_without_any_value_say_so()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, Reader.English, ScriptedApi.Key, api =>
        {
            foreach (var series in api.Operations["series"]!.AsArray())
            {
                series!["values"] = new System.Text.Json.Nodes.JsonArray(null, null);
            }
        });

        await Expect(page.Page.Locator("#chart-lag .legend-value")).ToHaveTextAsync("no data");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task When_the_gateway_does_not_answer_the_charts_stay_and_say_that_they_are_old()
    {
        await using var page = await OpenedPage.OpenAsync(browser, Address, key: ScriptedApi.Key);
        await Expect(page.Page.Locator(".chart")).ToHaveCountAsync(9);

        page.Api.Instead = Answer.Problem(StatusCodes.Status500InternalServerError);
        await page.LookAsync(isSeen: true);

        await Expect(page.Page.Locator("main")).ToContainTextAsync("Данные не обновляются");
        await Expect(page.Page.Locator(".chart")).ToHaveCountAsync(9);
    }
}
