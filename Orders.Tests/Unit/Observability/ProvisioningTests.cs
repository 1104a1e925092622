using Orders.AppHost.Embedded;

using YamlDotNet.RepresentationModel;

namespace Orders.Tests.Unit.Observability;

/// <summary>What Grafana and Jaeger are given at their start.</summary>
public sealed class ProvisioningTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "observability");

    [Fact]
    public void The_dashboards_have_the_data_sources_that_they_name()
    {
        var sources = List(Load("grafana", "provisioning", "datasources", "orders.yaml"), "datasources");

        Assert.Equal([("prometheus", "prometheus", "$PROMETHEUS_URL"), ("jaeger", "jaeger", "$JAEGER_URL")], sources.Select(source => (Text(source, "uid"), Text(source, "type"), Text(source, "url"))));
        Assert.Equal("jaeger", Text(Assert.Single(List(Map(sources[0], "jsonData"), "exemplarTraceIdDestinations")), "datasourceUid"));
    }

    /// <summary>Grafana takes no rate over less than four scrapes; it has to know how far apart they are.</summary>
    [Fact]
    public void Grafana_knows_the_scrape_interval_of_Prometheus()
    {
        var sources = List(Load("grafana", "provisioning", "datasources", "orders.yaml"), "datasources");

        Assert.Equal(Text(Map(Load("prometheus", "prometheus.yml"), "global"), "scrape_interval"), Text(Map(sources[0], "jsonData"), "timeInterval"));
    }

    [Fact]
    public void Every_dashboard_lies_in_the_folder_that_is_provisioned()
    {
        var provider = Assert.Single(List(Load("grafana", "provisioning", "dashboards", "orders.yaml"), "providers"));

        Assert.Equal("/etc/grafana/dashboards", Text(Map(provider, "options"), "path"));
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Folder, "grafana"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            Dashboard.All.Select(dashboard => Path.Combine(Dashboard.Folder, dashboard.File)));
    }

    [Fact]
    public void Jaeger_takes_spans_over_OTLP_into_a_store_that_is_bounded()
    {
        var jaeger = Load("jaeger", "config.yaml");
        var receivers = Map(Map(Map(jaeger, "receivers"), "otlp"), "protocols");
        var extensions = Map(jaeger, "extensions");
        var store = Text(Map(Map(jaeger, "exporters"), "jaeger_storage_exporter"), "trace_storage");

        Assert.EndsWith(":4317", Text(Map(receivers, "grpc"), "endpoint"), StringComparison.Ordinal);
        Assert.EndsWith(":4318", Text(Map(receivers, "http"), "endpoint"), StringComparison.Ordinal);
        Assert.EndsWith(":16686", Text(Map(Map(extensions, "jaeger_query"), "http"), "endpoint"), StringComparison.Ordinal);
        Assert.Equal(store, Text(Map(Map(extensions, "jaeger_query"), "storage"), "traces"));
        Assert.NotEmpty(Text(Map(Map(Map(Map(extensions, "jaeger_storage"), "backends"), store), "memory"), "max_traces"));
    }

    /// <summary>The collector refuses to start with a part that is used and not defined.</summary>
    [Fact]
    public void Jaeger_uses_the_parts_that_it_defines()
    {
        var jaeger = Load("jaeger", "config.yaml");
        var service = Map(jaeger, "service");
        var traces = Map(Map(service, "pipelines"), "traces");

        Assert.Equal(Keys(jaeger, "extensions"), Words(service, "extensions"));
        Assert.Equal(Keys(jaeger, "receivers"), Words(traces, "receivers"));
        Assert.Equal(Keys(jaeger, "processors"), Words(traces, "processors"));
        Assert.Equal(Keys(jaeger, "exporters"), Words(traces, "exporters"));
    }

    private static YamlMappingNode Load(params string[] path)
    {
        using var file = File.OpenText(Path.Combine([Folder, .. path]));
        var yaml = new YamlStream();
        yaml.Load(file);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    private static IReadOnlyList<YamlMappingNode> List(YamlMappingNode node, string key) => [.. ((YamlSequenceNode)node.Children[key]).Cast<YamlMappingNode>()];

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;

    private static IEnumerable<string> Keys(YamlMappingNode node, string key) => Map(node, key).Children.Keys.Select(name => name.ToString()).Order();

    private static IEnumerable<string> Words(YamlMappingNode node, string key) => ((YamlSequenceNode)node.Children[key]).Select(name => name.ToString()).Order();
}
