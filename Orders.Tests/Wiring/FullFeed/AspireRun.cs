using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

using Orders.AppHost.Containers.Engine;

namespace Orders.Tests.Wiring;

/// <summary>The Aspire host with its containers, started.</summary>
internal sealed class AspireRun : IAsyncDisposable
{
    private readonly IDistributedApplicationTestingBuilder _builder;
    private DistributedApplication? _application;

    private AspireRun(IDistributedApplicationTestingBuilder builder) => _builder = builder;

    public static string? Missing { get; } =
        ContainerEngine.FindAsync().GetAwaiter().GetResult() is null ? "No container engine (docker or podman) answers." : null;

    /// <summary>Returns when everything that has a health check is healthy.</summary>
    public static async Task<AspireRun> StartAsync(CancellationToken cancellationToken)
    {
        var run = new AspireRun(await DistributedApplicationTestingBuilder.CreateAsync<Projects.Orders_AppHost>(["--aspire"], cancellationToken));
        try
        {
            await run.BecomeHealthyAsync(cancellationToken);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public Uri Address(string resource, string endpoint) => _application!.GetEndpoint(resource, endpoint);

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        await _builder.DisposeAsync();
    }

    private async Task BecomeHealthyAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in _builder.Resources)
        {
            // The volumes hold the data of whoever works on this machine.
            foreach (var volume in resource.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == ContainerMountType.Volume).ToList())
            {
                resource.Annotations.Remove(volume);
            }
        }

        _application = await _builder.BuildAsync(cancellationToken);
        await _application.StartAsync(cancellationToken);
        foreach (var resource in _builder.Resources.Where(resource => resource.Annotations.OfType<HealthCheckAnnotation>().Any()))
        {
            await _application.ResourceNotifications.WaitForResourceHealthyAsync(resource.Name, cancellationToken);
        }
    }
}
