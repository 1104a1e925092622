using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orders.ServiceDefaults.Hosting;

/// <summary>
/// An exception that escapes a <see cref="BackgroundService"/> stops the host, but the host then ends as if all were well.
/// This reports it as soon as the host begins to stop, and tells afterwards whether all was well.
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

    /// <summary>After the host has stopped: writes the line of each failure that a person can put right.</summary>
    /// <returns>Whether all background services ended as they should.</returns>
    public async Task<bool> ConcludeAsync(string serviceName, TextWriter errors)
    {
        var good = true;
        foreach (var (_, exception) in Failed())
        {
            good = false;
            if (StartFailure.Describe(exception) is { } line)
            {
                await errors.WriteLineAsync($"{serviceName}: {line}");
            }
        }

        foreach (var service in _services.Where(service => service.ExecuteTask is { IsCompleted: false }))
        {
            good = false;
            await errors.WriteLineAsync($"{serviceName}: {service.GetType().Name} did not stop in time and was abandoned.");
        }

        return good;
    }

    private IEnumerable<(string Service, Exception Exception)> Failed()
    {
        foreach (var service in _services)
        {
            if (service.ExecuteTask is { IsFaulted: true, Exception: { } exception })
            {
                yield return (service.GetType().Name, exception.InnerExceptions[0]);
            }
        }
    }

    private void Report()
    {
        foreach (var (service, exception) in Failed())
        {
            // A stack trace would bury what the line says.
            Log.BackgroundServiceFailed(_logger, StartFailure.Describe(exception) is null ? exception : null, service);
        }
    }
}
