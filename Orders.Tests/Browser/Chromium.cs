using Microsoft.Playwright;

namespace Orders.Tests.Browser;

/// <summary>One Chromium for all tests of the page; each test has a fresh profile of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable(), Args = Arguments });
    }

    internal async Task<IPage> NewPageAsync(string address, Reader reader)
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions
        {
            BaseURL = address,
            Locale = reader.Language == "ru" ? "ru-RU" : "en-GB",
            TimezoneId = "Europe/Moscow",
            ViewportSize = new ViewportSize { Width = reader.Width, Height = reader.Height },
            ColorScheme = reader.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = reader.WantsRest ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
        });
        page.SetDefaultTimeout(15_000);
        return page;
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    private static string Executable() => Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium";
}

/// <summary>Browsers are large: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class InChromium : ICollectionFixture<Chromium>
{
    public const string Name = "in Chromium";
}
