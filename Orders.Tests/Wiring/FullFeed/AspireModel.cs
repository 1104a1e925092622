using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Orders.Tests.Wiring;

/// <summary>The model that Orders.AppHost builds, read without starting anything.</summary>
internal static class AspireModel
{
    public const string? Missing = null;

    public static async Task<IReadOnlyList<AspireResource>> ReadAsync()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Orders_AppHost>(["--aspire"]);
        foreach (var endpoint in builder.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            // Stands in for the start; some of Aspire's own callbacks ask for the port.
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", endpoint.Port ?? endpoint.TargetPort ?? 1);
        }

        var resources = new List<AspireResource>();
        foreach (var resource in builder.Resources.Where(resource => resource is ProjectResource || resource.IsContainer()))
        {
            resources.Add(await ReadAsync(resource, builder.ExecutionContext));
        }

        return resources;
    }

    private static async Task<AspireResource> ReadAsync(IResource resource, DistributedApplicationExecutionContext execution) => new(resource.Name)
    {
        Image = resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault() is { } image ? $"{image.Registry}/{image.Image}:{image.Tag}".TrimStart('/') : null,
        Environment = await EnvironmentAsync(resource, execution),
        Endpoints = [.. resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new AspireEndpoint(endpoint.Name, endpoint.Port, endpoint.IsProxied, endpoint.IsExternal))],
        Mounts = [.. resource.Annotations.OfType<ContainerMountAnnotation>().Select(mount =>
            new AspireMount(mount.Source ?? "", mount.Target, mount.Type == ContainerMountType.Volume, mount.IsReadOnly))],
        Arguments = await ArgumentsAsync(resource, execution),
        RuntimeArguments = await RuntimeArgumentsAsync(resource),
        WaitsFor = resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).ToHashSet(),
        HasHealthCheck = resource.Annotations.OfType<HealthCheckAnnotation>().Any(),
    };

    private static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(IResource resource, DistributedApplicationExecutionContext execution)
    {
        var context = new EnvironmentCallbackContext(execution, resource);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables.ToDictionary(pair => pair.Key, pair => Text(pair.Value));
    }

    private static async Task<IReadOnlyList<string>> ArgumentsAsync(IResource resource, DistributedApplicationExecutionContext execution)
    {
        var context = new CommandLineArgsCallbackContext([], resource) { ExecutionContext = execution };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return [.. context.Args.Select(Text)];
    }

    private static async Task<IReadOnlyList<string>> RuntimeArgumentsAsync(IResource resource)
    {
        var context = new ContainerRuntimeArgsCallbackContext([]);
        foreach (var annotation in resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return [.. context.Args.Select(Text)];
    }

    private static string Text(object value) => value is IManifestExpressionProvider expression ? expression.ValueExpression : value.ToString()!;
}
