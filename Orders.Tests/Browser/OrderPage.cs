using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Orders.Tests.Integration.Gateway;

namespace Orders.Tests.Browser;

/// <summary>The page in a browser, before a gateway whose query API is played by the test.</summary>
internal sealed class OrderPage : IAsyncDisposable
{
    public const string Uid = "b563feb7b2b84b6test";

    private readonly Backend _queryApi;
    private readonly RunningGateway _gateway;

    private OrderPage(Backend queryApi, RunningGateway gateway, IPage page) => (_queryApi, _gateway, Page) = (queryApi, gateway, page);

    public IPage Page { get; }

    /// <summary>What the browser complained of: errors of scripts, refusals by the Content-Security-Policy, files that are missing.</summary>
    public List<string> Complaints { get; } = [];

    public ILocator Field => Page.GetByLabel("Номер заказа");

    public ILocator Search => Page.GetByRole(AriaRole.Button, new() { Name = "Найти заказ" });

    public ILocator Result => Page.Locator("#result");

    public string Address => new Uri(Page.Url).PathAndQuery;

    public static async Task<OrderPage> OpenAsync(Browser browser, RequestDelegate answer, string path = "/", int width = 1280)
    {
        var queryApi = await Backend.StartAsync(answer);
        var gateway = await RunningGateway.StartAsync([queryApi.Address]);
        await gateway.UntilAsync("query-api", "Healthy");
        var page = await browser.NewPageAsync(gateway.Public.BaseAddress!.ToString(), width);
        var opened = new OrderPage(queryApi, gateway, page);
        page.PageError += (_, error) => opened.Complaints.Add(error);
        page.Console += (_, message) =>
        {
            // The browser itself writes a line for every answer from 400 on; those are the test's own doing.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                opened.Complaints.Add(message.Text);
            }
        };
        await page.GotoAsync(path);
        return opened;
    }

    public void AnswerWith(RequestDelegate answer) => _queryApi.Answer = answer;

    public async Task FindAsync(string uid)
    {
        await Field.FillAsync(uid);
        await Search.ClickAsync();
    }

    public static JsonNode Model() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "model.json")))!;

    public static RequestDelegate Order(JsonNode order) => context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ETag = "\"3\"";
        context.Response.Headers["X-Cache"] = "hit";
        return context.Response.WriteAsync(order.ToJsonString());
    };

    public static RequestDelegate Status(int status, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        await _gateway.DisposeAsync();
        await _queryApi.DisposeAsync();
    }
}
