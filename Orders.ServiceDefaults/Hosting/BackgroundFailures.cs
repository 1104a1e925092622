using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orders.ServiceDefaults.Hosting;

/// <summary>
/// An exception that escapes a <see cref="BackgroundService"/> stops the host, but the host then ends as if all were well.
/// This reports it as soon as the host begins to stop, and tells afterwards that there was one.
/// </summary>
internal sealed class BackgroundFailures
{
    private readonly BackgroundService[] _services;
    private readonly ILogger _logger;

    private BackgroundFailures(IServiceProvider services)
    {
        _services = [.. services.GetServices<IHostedService>().OfType<BackgroundService>()];
        _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceHost));
    }

    public static BackgroundFailures Watch(IServiceProvider services)
    {
        var failures = new BackgroundFailures(services);
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(failures.Report);
        return failures;
    }

    public bool Any() => Failed().Any();

    private IEnumerable<BackgroundService> Failed() => _services.Where(service => service.ExecuteTask is { IsFaulted: true });

    private void Report()
    {
        foreach (var service in Failed())
        {
            Log.BackgroundServiceFailed(_logger, service.ExecuteTask!.Exception!.InnerException!, service.GetType().Name);
        }
    }
}
