using System.Text.Json.Nodes;
using Orders.Tests.Browser.Serving;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>Whatever an order says is text, and stays where it is.</summary>
[Collection(InChromium.Name)]
public sealed class HostileTextTests(Chromium browser)
{
    private const string Script = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>{{1+1}}";
    private const string Bidi = "abc\u202Egnp.exe\u2066\u2067\u200F";
    private const string RightToLeft = "مرحبا بالعالم شارع";

    private static readonly string Emoji = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦🏳️‍🌈", 100));

    public static TheoryData<string, string> Texts
    {
        get
        {
            var texts = new TheoryData<string, string>();
            foreach (var device in (string[])["desktop", "phone"])
            {
                foreach (var text in (string[])[Script, Bidi, RightToLeft, Emoji, new string('Ш', 10_000), string.Concat(Enumerable.Repeat("слово ", 1_700))])
                {
                    texts.Add(device, text);
                }
            }

            return texts;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_renders_as_text_and_breaks_no_layout(string device, string text)
    {
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, Reader.Of(device, "en"), ScriptedApi.Key, api => api.Order.Begin(order => Fill(order, text)));

        await Expect(page.Result.Locator(".person")).ToContainTextAsync(text[..Math.Min(text.Length, 100)]);
        await Expect(page.Result.Locator(".item-title").First).ToContainTextAsync(text[..Math.Min(text.Length, 100)]);
        await Expect(page.Result.Locator("img, script")).ToHaveCountAsync(0);
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Equal($"Order {Sample.Uid}", await page.Page.TitleAsync());

        page.Api.Order.Change(order => Fill(order, text + "!"));
        await Expect(page.Result.Locator(".version")).ToHaveCountAsync(2);
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Control_characters_for_the_writing_direction_end_with_their_field()
    {
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, key: ScriptedApi.Key, prepare: api => api.Order.Begin(order => Fill(order, Bidi)));
        await Expect(page.Heading).ToHaveTextAsync(Sample.Uid);

        // The comma and the postcode behind the city stand where they stand without the control characters: to its right.
        var places = await page.Page.EvaluateAsync<float[]>(
            """
            () => ['delivery.city', 'delivery.zip'].map(name => document.querySelector(`[data-field="${name}"]`).getBoundingClientRect().left)
            """);

        Assert.True(places[0] < places[1]);
        Assert.InRange(await page.Page.Locator("bdi").CountAsync(), 15, 1_000);
        Assert.Equal(0, await page.Page.EvaluateAsync<int>(
            "[...document.querySelectorAll('bdi')].filter(element => getComputedStyle(element).unicodeBidi !== 'isolate').length"));
    }

    [Fact]
    public async Task A_very_long_text_shows_its_beginning_until_it_is_asked_for()
    {
        var text = new string('w', 10_000);
        await using var page = await OpenedPage.OpenAsync(
            browser, OpenedPage.OrderAddress, key: ScriptedApi.Key, prepare: api => api.Order.Begin(order => order["items"]![0]!["name"] = text));
        var title = page.Result.Locator(".item-title").First;
        await Expect(title).Not.ToContainTextAsync(text);

        await title.GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();

        await Expect(title).ToHaveTextAsync(text);
        Assert.Equal(0, await page.OverflowAsync());
    }

    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task Operators_lists_keep_it_as_text_too(string device)
    {
        await using var page = await OpenedPage.OpenAsync(browser, "/operators/orders", Reader.Of(device, "en"), ScriptedApi.Key, api =>
        {
            (api.Orders[0]["customer_id"], api.Orders[0]["track_number"]) = (Script, new string('Ш', 200));
            var letter = api.Letters.All[0];
            (letter["key"], letter["payload"]) = (Bidi, $$"""{"name":{{JsonValue.Create(Script).ToJsonString()}},"long":"{{new string('x', 10_000)}}"}""");
            letter["details"]![0]!["path"] = Script;
        });
        await Expect(page.Page.Locator(".orders-table")).ToContainTextAsync(Script);
        Assert.Equal(0, await page.OverflowAsync());

        await page.Page.GotoAsync("/operators/dead-letters");
        await page.Page.Locator(".letter-payload summary").First.ClickAsync();

        await Expect(page.Page.Locator(".payload").First).ToContainTextAsync("onerror");
        await Expect(page.Page.Locator("main img, main script")).ToHaveCountAsync(0);
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Complaints);
    }

    private static void Fill(JsonObject order, string text)
    {
        foreach (var name in (string[])["name", "phone", "zip", "city", "address", "region", "email"])
        {
            order["delivery"]![name] = text;
        }

        foreach (var name in (string[])["transaction", "provider", "bank", "currency", "request_id"])
        {
            order["payment"]![name] = text;
        }

        foreach (var name in (string[])["name", "brand", "size", "track_number"])
        {
            order["items"]![0]![name] = text;
        }

        foreach (var name in (string[])["track_number", "customer_id", "delivery_service", "entry", "locale", "date_created"])
        {
            order[name] = text;
        }

        order["items"]![0]!["price"] = 9_007_199_254_740_991;
    }
}
