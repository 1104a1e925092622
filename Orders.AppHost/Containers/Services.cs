using System.Globalization;

using Orders.AppHost.Containers.Engine;

namespace Orders.AppHost.Containers;

/// <summary>The services: processes on the host beside the containers, at ports that <c>targets/aspire</c> tells Prometheus.</summary>
internal static class Services
{
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, int port, IResourceBuilder<ContainerResource> jaeger)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, launchProfileName: null)
            // Without Aspire's proxy before it: the process itself is what Prometheus and the gateway have to see.
            .WithHttpEndpoint(port: port, name: "http", isProxied: false)
            .WithEnvironment(context =>
            {
                // What is published is not for this machine, and not for development.
                if (context.ExecutionContext.IsRunMode)
                {
                    context.EnvironmentVariables["ASPNETCORE_URLS"] = HostAddresses.Urls(port);
                    context.EnvironmentVariables["ASPNETCORE_ENVIRONMENT"] = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Development";
                }
            })
            .WithHttpHealthCheck("/health", endpointName: "http")
            // Nothing but what compose and ./run give: no second spelling of connection strings and addresses.
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery)
            // Spans go two ways: Aspire makes OTEL_EXPORTER_OTLP_ENDPOINT its dashboard, and the services send a copy where this says.
            .WithEnvironment("Telemetry__TracesAlsoTo", jaeger.GetEndpoint("otlp"));

    /// <summary>The gateway's second port, for metrics.</summary>
    public static IResourceBuilder<ProjectResource> WithManagementEndpoint(this IResourceBuilder<ProjectResource> gateway, int port) =>
        gateway.WithHttpEndpoint(port: port, name: "management", env: "Management__Port", isProxied: false);

    /// <summary>The query API's second port, on which it speaks HTTP/2 with the gateway.</summary>
    public static IResourceBuilder<ProjectResource> WithHttp2Endpoint(this IResourceBuilder<ProjectResource> queryApi, int port) =>
        queryApi.WithHttpEndpoint(port: port, name: "http2", env: "Http2__Port", isProxied: false);

    /// <summary>Tells where the replicas of a service are, under the name of the service instead of their own, and waits for them.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicasOf(
        this IResourceBuilder<ProjectResource> gateway, string service, IReadOnlyList<IResourceBuilder<ProjectResource>> replicas)
    {
        foreach (var (index, replica) in replicas.Index())
        {
            gateway
                .WithEnvironment(string.Create(CultureInfo.InvariantCulture, $"services__{service}__http__{index}"), replica.GetEndpoint("http"))
                .WithEnvironment(string.Create(CultureInfo.InvariantCulture, $"services__{service}__http2__{index}"), replica.GetEndpoint("http2"))
                .WaitFor(replica);
        }

        return gateway;
    }
}
