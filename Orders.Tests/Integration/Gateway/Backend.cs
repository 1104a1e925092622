using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Orders.AppHost.Embedded.Processes;
using Orders.QueryApi.Listening;

namespace Orders.Tests.Integration.Gateway;

/// <summary>A service behind the gateway, played by the test: it answers what the test says and remembers what it was asked.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backend(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>Where it speaks HTTP/2; at <see cref="Address"/> it is HTTP/1.1.</summary>
    public string Http2Address { get; private set; } = "";

    /// <summary>Answers everything but /health; by default the name of this backend.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    public int HealthStatus { get; set; } = StatusCodes.Status200OK;

    public int HealthRequests => _healthRequests;

    /// <summary>The headers of each request but those for /health and /metrics.</summary>
    public ConcurrentQueue<HeaderDictionary> Requests { get; } = [];

    /// <summary>Their versions of HTTP, and the connections that they came on.</summary>
    public ConcurrentQueue<(string Protocol, string Connection)> Ways { get; } = [];

    /// <summary>Their addresses, as they were sent.</summary>
    public ConcurrentQueue<string> Targets { get; } = [];

    private int _healthRequests;

    /// <summary>What /metrics answers.</summary>
    public RequestDelegate Metrics { get; set; } = _ => Task.CompletedTask;

    /// <summary>What /health says, besides its status.</summary>
    public string HealthReport { get; set; } = "";

    /// <param name="address">Port 0 by default; an earlier backend's address takes its place.</param>
    /// <param name="http2Port">A free one by default.</param>
    public static async Task<Backend> StartAsync(
        RequestDelegate? answer = null, string address = "http://127.0.0.1:0", int? http2Port = null, int health = StatusCodes.Status200OK)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.Configuration[Http2Listener.Setting] = (http2Port ?? LoopbackPort.Next()).ToString(CultureInfo.InvariantCulture);
        builder.AddHttp2Listener();
        builder.Logging.ClearProviders();
        var backend = new Backend(builder.Build()) { HealthStatus = health };
        backend._app.Run(backend.HandleAsync);
        await backend._app.StartAsync();
        backend.Address = backend._app.Urls.First();
        backend.Http2Address = backend._app.Urls.Last();
        backend.Answer = answer ?? (context => context.Response.WriteAsync(backend.Address));
        return backend;
    }

    private Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == "/health")
        {
            Interlocked.Increment(ref _healthRequests);
            context.Response.StatusCode = HealthStatus;
            return context.Response.WriteAsync(HealthReport);
        }

        if (context.Request.Path == "/metrics")
        {
            return Metrics(context);
        }

        Ways.Enqueue((context.Request.Protocol, context.Connection.Id));
        Targets.Enqueue(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        Requests.Enqueue(new HeaderDictionary(new Dictionary<string, StringValues>(context.Request.Headers, StringComparer.OrdinalIgnoreCase)));
        return Answer(context);
    }

    /// <summary>Ends as a killed process does: what is under way is broken off, new connections are refused.</summary>
    public Task StopAsync() => _app.StopAsync(new CancellationToken(canceled: true));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
