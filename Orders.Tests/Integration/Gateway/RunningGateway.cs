using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orders.Gateway;
using Orders.Gateway.Health;
using Orders.ServiceDefaults.Hosting;
using Orders.ServiceDefaults.HttpMetrics;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Gateway;

/// <summary>The real gateway on real sockets, in this process.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly WebApplication _app;

    private RunningGateway(WebApplication app)
    {
        _app = app;
        Public = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
        Management = new HttpClient { BaseAddress = new Uri(app.Urls.Last()) };
    }

    public HttpClient Public { get; }

    public HttpClient Management { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Every line it has logged, from Debug on.</summary>
    public IReadOnlyCollection<string> Logged => _app.Services.GetRequiredService<LoggedLines>().Lines;

    public static Task<RunningGateway> StartAsync(IReadOnlyList<QueryApiAddress> queryApis, params (string Key, string Value)[] settings) =>
        StartAsync(queryApis, _ => { }, settings);

    /// <param name="replace">Registers first what the gateway would otherwise bring itself.</param>
    public static async Task<RunningGateway> StartAsync(
        IReadOnlyList<QueryApiAddress> queryApis, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        var app = Build(queryApis, replace, settings);
        await app.StartAsync();
        return new RunningGateway(app);
    }

    /// <param name="settings">Among them, "environment" is the host's and "urls" where it listens; Development and a free port of the loopback by default.</param>
    public static WebApplication Build(IReadOnlyList<QueryApiAddress> queryApis, params (string Key, string Value)[] settings) =>
        Build(queryApis, _ => { }, settings);

    private static WebApplication Build(
        IReadOnlyList<QueryApiAddress> queryApis, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        string? Given(string key) => settings.LastOrDefault(setting => setting.Key == key).Value;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Given("environment") ?? Environments.Development });
        var lines = new LoggedLines();
        builder.Logging.ClearProviders().AddProvider(lines).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(lines);
        builder.WebHost.UseUrls(Given("urls") ?? "http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Management:Port"] = "0",
            ["Proxy:ProbeInterval"] = "00:00:00.100",
        });
        builder.Configuration.AddInMemoryCollection(
            queryApis.Index().SelectMany(queryApi => (KeyValuePair<string, string?>[])
            [
                new($"services:query-api:http:{queryApi.Index}", queryApi.Item.Http),
                new($"services:query-api:http2:{queryApi.Index}", queryApi.Item.Http2),
            ]));
        builder.Configuration.AddInMemoryCollection(settings
            .Select(setting => setting.Key)
            .Distinct()
            .Except(["environment", "urls"])
            .Select(key => KeyValuePair.Create(key, Given(key))));
        replace(builder.Services);
        builder.Services.AddExactMethods();
        builder.AddGateway();

        var app = builder.Build();
        app.UseRequestMetrics();
        app.MapGateway();
        app.MapGatewayOperations();
        return app;
    }

    /// <summary>Waits until a check of the gateway's own health says this.</summary>
    public Task UntilAsync(string check, string status) =>
        Eventually.BecomesTrueAsync(async () => (await CheckAsync(check)).GetProperty("status").GetString() == status, Deadline, $"{check} is {status}");

    public async Task<JsonElement> CheckAsync(string check)
    {
        using var response = await Management.GetAsync(new Uri("/health", UriKind.Relative));
        var report = await response.Content.ReadFromJsonAsync<JsonElement>();
        return report.GetProperty("checks").GetProperty(check);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Management.Dispose();
        await _app.DisposeAsync();
    }
}
