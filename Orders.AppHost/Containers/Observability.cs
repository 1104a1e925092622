using Orders.AppHost.Containers.Engine;
using Orders.AppHost.Embedded;

namespace Orders.AppHost.Containers;

/// <summary>What shows the system at work: traces in Jaeger, metrics in Prometheus, both in Grafana.</summary>
internal static class Observability
{
    /// <summary>The same files that compose mounts.</summary>
    private static readonly string Files = Path.Combine(Repository.Root, "observability");

    /// <summary>Its UI, and the endpoint <c>otlp</c> for whoever sends it spans.</summary>
    public static IResourceBuilder<ContainerResource> AddJaeger(this IDistributedApplicationBuilder builder) =>
        builder.AddContainer("jaeger", ContainerImages.Jaeger, ContainerImages.JaegerTag)
            .WithBindMount($"{Files}/jaeger/config.yaml", "/etc/jaeger/config.yaml", isReadOnly: true)
            .WithArgs("--config", "/etc/jaeger/config.yaml")
            .WithHttpEndpoint(port: 16686, targetPort: 16686, name: "ui")
            .WithHttpEndpoint(port: 4317, targetPort: 4317, name: "otlp")
            .WithHttpEndpoint(port: 4318, targetPort: 4318, name: "otlp-http")
            .WithHttpHealthCheck("/", endpointName: "ui");

    /// <summary>
    /// Scrapes the services, which run on the host, under the name that Docker Desktop gives to the host. Docker on Linux has no
    /// name for it, hence the argument; <see cref="HostAddresses"/> sees to it that somebody listens there.
    /// </summary>
    public static IResourceBuilder<ContainerResource> AddPrometheus(this IDistributedApplicationBuilder builder) =>
        builder.AddContainer("prometheus", ContainerImages.Prometheus, ContainerImages.PrometheusTag)
            .WithBindMount($"{Files}/prometheus/prometheus.yml", "/etc/prometheus/prometheus.yml", isReadOnly: true)
            .WithBindMount($"{Files}/prometheus/rules", "/etc/prometheus/rules", isReadOnly: true)
            .WithBindMount($"{Files}/prometheus/targets/aspire", "/etc/prometheus/targets", isReadOnly: true)
            .WithArgs("--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus", "--enable-feature=exemplar-storage")
            .WithContainerRuntimeArgs("--add-host=host.docker.internal:host-gateway")
            .WithHttpEndpoint(port: 9090, targetPort: 9090)
            .WithHttpHealthCheck("/-/ready");

    public static IResourceBuilder<ContainerResource> AddGrafana(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ContainerResource> prometheus,
        IResourceBuilder<ContainerResource> jaeger) =>
        builder.AddContainer("grafana", ContainerImages.Grafana, ContainerImages.GrafanaTag)
            .WithBindMount($"{Files}/grafana/provisioning", "/etc/grafana/provisioning", isReadOnly: true)
            .WithBindMount($"{Files}/grafana/dashboards", "/etc/grafana/dashboards", isReadOnly: true)
            .WithEnvironment("PROMETHEUS_URL", prometheus.GetEndpoint("http"))
            .WithEnvironment("JAEGER_URL", jaeger.GetEndpoint("ui"))
            .WithEnvironment("GF_SECURITY_ADMIN_PASSWORD", "admin")
            .WithEnvironment("GF_ANALYTICS_REPORTING_ENABLED", "false")
            .WithEnvironment("GF_ANALYTICS_CHECK_FOR_UPDATES", "false")
            .WithEnvironment("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false")
            .WithEnvironment("GF_PLUGINS_PREINSTALL_DISABLED", "true")
            .WithHttpEndpoint(port: 3000, targetPort: 3000)
            .WithHttpHealthCheck("/api/health")
            .WaitFor(prometheus);
}
