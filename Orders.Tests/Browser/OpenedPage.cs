using Microsoft.Playwright;
using Orders.Tests.Browser.Serving;

namespace Orders.Tests.Browser;

/// <summary>The page in a browser, before an API that the test plays.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    public const string OrderAddress = $"/orders/{Sample.Uid}";

    private readonly PageServer _server;

    private OpenedPage(PageServer server, IPage page)
    {
        _server = server;
        Page = page;
        page.PageError += (_, error) => Complaints.Add(error);
        page.Console += (_, message) =>
        {
            // The browser itself writes a line for every answer from 400 on; those are the test's own doing.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Complaints.Add(message.Text);
            }
        };
        page.Request += (_, request) => Requested.Add(request.Url);
    }

    public IPage Page { get; }

    public ScriptedApi Api => _server.Api;

    /// <summary>What the browser complained of: errors of scripts, refusals by the Content-Security-Policy, files that are missing.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The address of everything that the browser asked for.</summary>
    public List<string> Requested { get; } = [];

    public ILocator Field => Page.Locator("#uid");

    public ILocator Result => Page.Locator("#result");

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Announcer => Page.Locator("#announcer");

    public string Address => new Uri(Page.Url).PathAndQuery;

    public string Origin => _server.Address;

    /// <param name="key">Signed in with it from the start, as after a sign-in in this tab.</param>
    /// <param name="prepare">Before the browser asks for anything.</param>
    public static async Task<OpenedPage> OpenAsync(
        Chromium browser, string path = "/", Reader? reader = null, string? key = null, Action<ScriptedApi>? prepare = null)
    {
        var server = await PageServer.StartAsync();
        prepare?.Invoke(server.Api);
        var opened = new OpenedPage(server, await browser.NewPageAsync(server.Address, reader ?? Reader.OnDesktop));
        if (key is not null)
        {
            await opened.Page.AddInitScriptAsync($"sessionStorage.setItem('orders.key', '{key}')");
        }

        await opened.Page.GotoAsync(path);
        return opened;
    }

    public async Task FindAsync(string text)
    {
        await Field.FillAsync(text);
        await Field.PressAsync("Enter");
    }

    /// <summary>How much wider than the screen the page is.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)");

    /// <summary>As if the reader had turned to another tab, or come back.</summary>
    public Task LookAsync(bool isSeen) => Page.EvaluateAsync(
        """
        hidden => {
            Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        !isSeen);

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        await _server.DisposeAsync();
    }
}
