using System.Net;
using Confluent.Kafka;
using Microsoft.Playwright;
using Orders.Gateway.Admitting;
using Orders.Tests.EndToEnd.Embedded;
using Orders.Tests.Integration.Ingestor;
using Orders.Tests.Servers;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>The page before the whole system, as ./run starts it outside Development.</summary>
[Collection(InChromium.Name)]
public sealed class WholeSystemTests(Chromium browser) : IAsyncLifetime
{
    private readonly string _key = ApiKeyText.NewKey();
    private readonly List<string> _complaints = [];
    private HostRun _run = null!;
    private IProducer<string, byte[]> _producer = null!;
    private IPage _page = null!;

    public async Task InitializeAsync()
    {
        _run = await HostRun.StartAsync(
            new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Auth__ApiKeys"] = "test=" + ApiKeyText.HashOf(_key) },
            "--no-producer");
        _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = _run.Endpoints().GetProperty("kafka").GetString() }).Build();
        _page = await browser.NewPageAsync(_run.Page.AbsoluteUri, Reader.English);
        _page.PageError += (_, error) => _complaints.Add(error);
        SetDefaultExpectTimeout(30_000);
    }

    public async Task DisposeAsync()
    {
        SetDefaultExpectTimeout(5_000);
        await _page.CloseAsync();
        _producer.Dispose();
        await _run.DisposeAsync();
    }

    [Fact]
    public async Task What_happens_to_orders_is_seen_and_what_was_rejected_is_put_right()
    {
        await Somebody_with_a_link_follows_an_order_and_sees_nobodys_name();
        await An_operator_signs_in_and_sees_it_whole_with_its_history();
        await New_orders_appear_in_the_list();
        await A_rejected_message_is_corrected_tried_and_becomes_an_order();
        await A_message_that_comes_back_says_how_often();
        await Every_instance_is_well_and_every_chart_is_drawn();
        Assert.Empty(_complaints);
    }

    private async Task Somebody_with_a_link_follows_an_order_and_sees_nobodys_name()
    {
        await SendAsync(TestMessage.Order("page-1"));
        await IsThereAsync("page-1");
        await _page.GotoAsync("/orders/page-1");
        await Expect(_page.Locator(".person")).ToHaveTextAsync("T***");
        await Expect(_page.Locator(".masked")).ToBeVisibleAsync();
        await Expect(_page.Locator(".live-live")).ToBeVisibleAsync();

        await SendAsync(TestMessage.Order("page-1", status: 205));

        await Expect(_page.Locator("[aria-current=step]")).ToContainTextAsync("On its way");
        await Expect(_page.Locator(".version").First.Locator("ins")).ToContainTextAsync("On its way");
    }

    private async Task An_operator_signs_in_and_sees_it_whole_with_its_history()
    {
        await _page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await _page.GetByLabel("API key").FillAsync(_key);
        await _page.GetByLabel("API key").PressAsync("Enter");

        await Expect(_page.Locator(".person")).ToHaveTextAsync("Test Testov");
        await Expect(_page.Locator(".version")).ToHaveCountAsync(2);
        await Expect(_page.Locator(".version").Last).ToContainTextAsync("Order accepted");
    }

    private async Task New_orders_appear_in_the_list()
    {
        await _page.Locator(".nav a[href='/operators/orders']").ClickAsync();
        await Expect(_page.Locator(".orders-table")).ToContainTextAsync("page-1");

        await SendAsync(TestMessage.Order("page-2"));

        await Expect(_page.Locator(".orders-table tbody tr")).ToHaveCountAsync(2);
        await Expect(_page.Locator(".orders-table")).ToContainTextAsync("page-2");
    }

    private async Task A_rejected_message_is_corrected_tried_and_becomes_an_order()
    {
        await SendAsync(TestMessage.WithWrongSum("page-3"));
        await _page.Locator(".nav a[href='/operators/dead-letters']").ClickAsync();
        var letter = _page.Locator(".letter").Filter(new() { HasText = "page-3" });
        await RefreshUntilAsync(letter);
        await Expect(letter.Locator(".fault").First).ToContainTextAsync("payment.amount");

        await letter.GetByRole(AriaRole.Button, new() { Name = "Correct and send" }).ClickAsync();
        var text = letter.GetByLabel("Corrected message");
        await text.FillAsync((await text.InputValueAsync()).Replace("\"amount\": 1,", "\"amount\": 1817,", StringComparison.Ordinal));
        await letter.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
        await Expect(letter.Locator(".letter-outcome")).ToHaveTextAsync("would be accepted");
        await letter.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        await Expect(letter.Locator(".letter-outcome")).ToContainTextAsync("Sent to orders");
        await IsThereAsync("page-3");
    }

    private async Task A_message_that_comes_back_says_how_often()
    {
        await SendAsync(TestMessage.Malformed("page-4"));
        await RefreshUntilAsync(_page.Locator(".letter").Filter(new() { HasText = "page-4" }));

        await _page.Locator(".letter").Filter(new() { HasText = "page-4" }).GetByRole(AriaRole.Button, new() { Name = "Send as it is" }).ClickAsync();

        await RefreshUntilAsync(_page.Locator(".letter").Filter(new() { HasText = "Sent again: 1" }));
    }

    private async Task Every_instance_is_well_and_every_chart_is_drawn()
    {
        await _page.Locator(".nav a[href='/operators/operations']").ClickAsync();

        await Expect(_page.Locator(".chart")).ToHaveCountAsync(9);
        await Expect(_page.Locator("main .badge-done")).ToHaveTextAsync("All is well");
        await Expect(_page.Locator("#chart-requests path.chart-line[d^=M]")).ToHaveCountAsync(1);
    }

    private Task<DeliveryResult<string, byte[]>> SendAsync(TestMessage message) =>
        _producer.ProduceAsync("orders", new Message<string, byte[]> { Key = message.Key!, Value = message.Value! });

    private async Task IsThereAsync(string uid)
    {
        using var http = new HttpClient { BaseAddress = _run.Page };
        await Eventually.BecomesTrueAsync(async () =>
        {
            using var response = await http.GetAsync(new Uri($"api/orders/{uid}", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.OK;
        });
    }

    private async Task RefreshUntilAsync(ILocator letter) => await Eventually.BecomesTrueAsync(async () =>
    {
        await _page.GetByRole(AriaRole.Button, new() { Name = "Refresh" }).ClickAsync();
        await Expect(_page.Locator(".letters")).ToHaveAttributeAsync("aria-busy", "false");
        return await letter.CountAsync() > 0;
    });
}
