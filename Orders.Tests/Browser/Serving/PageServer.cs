using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orders.Gateway.Guarding;
using Orders.Gateway.Page;

namespace Orders.Tests.Browser.Serving;

/// <summary>The page as the gateway serves it, with its headers, before an API that the test plays.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageServer(WebApplication app, ScriptedApi api)
    {
        _app = app;
        Api = api;
    }

    public ScriptedApi Api { get; }

    public string Address => _app.Urls.Single();

    public static async Task<PageServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.AddHttps();
        builder.AddPage();
        var app = builder.Build();
        var api = new ScriptedApi();
        app.UseRouting();
        app.UseSecurityHeaders();
        app.UsePage();
        app.MapPage();
        app.Map("/api/{**rest}", api.AnswerAsync);
        await app.StartAsync();
        return new PageServer(app, api);
    }

    public async ValueTask DisposeAsync()
    {
        Api.CutStreams();
        await _app.DisposeAsync();
    }
}
