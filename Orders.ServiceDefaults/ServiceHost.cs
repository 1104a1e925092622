using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Orders.ServiceDefaults.Health;
using Orders.ServiceDefaults.Hosting;
using Orders.ServiceDefaults.HttpMetrics;
using Orders.ServiceDefaults.Logging;
using Orders.ServiceDefaults.Tracing;

namespace Orders.ServiceDefaults;

/// <summary>
/// Builds and runs a service: what all services share, then what this one adds. With <c>--health-check</c> as its only argument the
/// process asks the service that runs beside it instead, and ends.
/// </summary>
public static class ServiceHost
{
    /// <param name="serviceName">The name in traces and logs, such as <c>orders-ingestor</c>.</param>
    /// <param name="add">Adds the service's own parts.</param>
    /// <param name="map">Maps its own routes.</param>
    /// <param name="mapOperations">Maps /health, /alive and /metrics; by default all three on every port.</param>
    /// <returns>
    /// The exit code: 0 after a graceful stop; 1 after one line on stderr about a wrong setting or a port in use,
    /// and when a background service ended with an exception or did not end in time.
    /// </returns>
    public static Task<int> RunAsync(
        string serviceName,
        string[] args,
        Action<WebApplicationBuilder> add,
        Action<WebApplication> map,
        Action<WebApplication>? mapOperations = null)
    {
        _ = NativeHeap.KeepFreeMemory();
        var refusal = BatchScheduling.Ask();
        return RunAsync(serviceName, args, add, MapAndLog, mapOperations ?? (app => app.MapOperations()), Console.Error);

        void MapAndLog(WebApplication app)
        {
            if (refusal is not null)
            {
                Log.NoBatchScheduling(app.Logger, refusal);
            }

            map(app);
        }
    }

    internal static async Task<int> RunAsync(
        string serviceName,
        string[] args,
        Action<WebApplicationBuilder> add,
        Action<WebApplication> map,
        Action<WebApplication> mapOperations,
        TextWriter errors)
    {
        if (SelfCheck.IsAskedFor(args))
        {
            return await SelfCheck.RunAsync(serviceName);
        }

        try
        {
            await using var app = Build(serviceName, args, add, map, mapOperations);
            var failures = BackgroundFailures.Watch(app.Services);
            await StartAsync(app);
            await app.WaitForShutdownAsync();
            return await failures.ConcludeAsync(serviceName, errors) ? 0 : 1;
        }
        catch (Exception exception) when (StartFailure.Describe(exception) is { } line)
        {
            await errors.WriteLineAsync($"{serviceName}: {line}");
            return 1;
        }
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            app.AnnounceRoutes();
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop while it started, by a signal or by a background service that failed: what did start is stopped next.
        }
    }

    private static WebApplication Build(
        string serviceName,
        string[] args,
        Action<WebApplicationBuilder> add,
        Action<WebApplication> map,
        Action<WebApplication> mapOperations)
    {
        Telemetry.EnrichServerSpans();
        var builder = WebApplication.CreateBuilder(args);
        builder.AddHostDefaults();
        builder.AddConsoleLog();
        builder.AddTelemetry(serviceName);
        builder.Services.AddExactMethods();
        builder.Services.AddBoundedHealthChecks();
        add(builder);

        var app = builder.Build();
        app.UseRequestMetrics();
        app.UseServerSpans();
        map(app);
        mapOperations(app);
        return app;
    }
}
