using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Orders.Tests.Integration.Gateway;

namespace Orders.Tests.Browser;

/// <summary>The page in a browser, before a gateway whose query API is played by the test.</summary>
internal sealed class OrderPage : IAsyncDisposable
{
    public const string Uid = "b563feb7b2b84b6test";

    private Backend _queryApi = null!;
    private RunningGateway _gateway = null!;

    private OrderPage()
    {
    }

    public IPage Page { get; private set; } = null!;

    /// <summary>What the browser complained of: errors of scripts, refusals by the Content-Security-Policy, files that are missing.</summary>
    public List<string> Complaints { get; } = [];

    public ILocator Field => Page.GetByLabel("Номер заказа");

    public ILocator Search => Page.GetByRole(AriaRole.Button, new() { Name = "Найти заказ" });

    public ILocator Result => Page.Locator("#result");

    public string Address => new Uri(Page.Url).PathAndQuery;

    public static async Task<OrderPage> OpenAsync(Chromium browser, RequestDelegate answer, string path = "/", int width = 1280)
    {
        var opened = new OrderPage();
        opened._queryApi = await Backend.StartAsync(answer);
        opened._gateway = await RunningGateway.StartAsync([opened._queryApi.Address]);
        await opened._gateway.UntilAsync("query-api", "Healthy");
        opened.Page = await browser.NewPageAsync(opened._gateway.Public.BaseAddress!.ToString(), width);
        opened.Listen();
        await opened.Page.GotoAsync(path);
        return opened;
    }

    private void Listen()
    {
        Page.PageError += (_, error) => Complaints.Add(error);
        Page.Console += (_, message) =>
        {
            // The browser itself writes a line for every answer from 400 on; those are the test's own doing.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Complaints.Add(message.Text);
            }
        };
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
