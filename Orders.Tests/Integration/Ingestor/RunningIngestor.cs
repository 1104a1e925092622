using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Orders.Ingestor;
using Orders.Ingestor.Consuming;
using Orders.Ingestor.Writing;
using Orders.ServiceDefaults.Hosting;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>An ingestor in this process, without its HTTP port.</summary>
internal sealed class RunningIngestor : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningIngestor(WebApplication app) => _app = app;

    /// <summary>The test made it crash.</summary>
    public bool MayFail { get; set; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Completes when the service has ended, with the exception that ended it if there was one.</summary>
    public Task Ended => _app.Services.GetServices<IHostedService>().OfType<OrderConsumer>().Single().ExecuteTask!;

    /// <param name="settings">The last one of a key counts.</param>
    public static async Task<RunningIngestor> StartAsync(IEnumerable<(string Key, string Value)> settings, Action<IServiceCollection>? replace)
    {
        var builder = WebApplication.CreateSlimBuilder();
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddHostDefaults();
        builder.Logging.ClearProviders();
        builder.AddIngestion();
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        await app.StartAsync();
        return new RunningIngestor(app);
    }

    public async Task<HealthReport> HealthAsync() => await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    /// <summary>Waits until it has as many partitions, and has chosen where to start in each.</summary>
    public Task OwnsAsync(int partitions) => Eventually.BecomesTrueAsync(() => Services.GetRequiredService<WriterPool>().Owned.Count() == partitions);

    /// <summary>A graceful stop.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
