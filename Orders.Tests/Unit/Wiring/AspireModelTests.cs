using System.Globalization;

using Orders.AppHost.Containers.Engine;
using Orders.AppHost.Embedded;
using Orders.Tests.Wiring;

using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Orders.Tests.Unit.Wiring;

/// <summary>What Orders.AppHost tells Aspire to run, read from its model; nothing is started.</summary>
public sealed class AspireModelTests
{
    private static readonly string[] Services = ["gateway", "ingestor", "producer", "query-api-1", "query-api-2"];

    [AspireFact]
    public async Task Every_part_is_there_and_says_whether_it_is_healthy()
    {
        var model = await AspireModel.ReadAsync();

        Assert.Equal([.. Services, "grafana", "jaeger", "kafka", "kafka-ui", "postgres", "prometheus"], model.OrderBy(resource => !resource.IsService).ThenBy(resource => resource.Name, StringComparer.Ordinal).Select(resource => resource.Name));
        Assert.All(model, resource => Assert.True(resource.HasHealthCheck, resource.Name));
    }

    [AspireFact]
    public async Task Every_image_is_pinned() => Assert.All(
        (await AspireModel.ReadAsync()).Where(resource => !resource.IsService),
        container => Assert.Matches("[0-9]+[.][0-9]+", container.Image![container.Image!.LastIndexOf(':')..]));

    [AspireFact]
    public async Task Data_flows_from_the_left_to_the_right()
    {
        var model = await AspireModel.ReadAsync();

        Assert.Equal(["kafka", "orders", "postgres"], Waits("ingestor"));
        Assert.Equal(["ingestor", "kafka"], Waits("producer"));
        Assert.Equal(["ingestor", "kafka", "orders", "postgres"], Waits("query-api-1"));
        Assert.Equal(["ingestor", "kafka", "orders", "postgres"], Waits("query-api-2"));
        Assert.Equal(["query-api-1", "query-api-2"], Waits("gateway"));

        IEnumerable<string> Waits(string name) => model.Single(resource => resource.Name == name).WaitsFor.Order(StringComparer.Ordinal);
    }

    [AspireFact]
    public async Task The_gateway_learns_where_every_service_is()
    {
        var environment = (await ReadAsync("gateway")).Environment;

        Assert.Equal("{query-api-1.bindings.http.url}", environment["services__query-api__http__0"]);
        Assert.Equal("{query-api-2.bindings.http.url}", environment["services__query-api__http__1"]);
        Assert.Equal("{query-api-1.bindings.http2.url}", environment["services__query-api__http2__0"]);
        Assert.Equal("{query-api-2.bindings.http2.url}", environment["services__query-api__http2__1"]);
        Assert.Equal("{ingestor.bindings.http.url}", environment["services__ingestor__http__0"]);
        Assert.Equal("{producer.bindings.http.url}", environment["services__producer__http__0"]);
    }

    [AspireFact]
    public async Task A_service_gets_the_addresses_that_it_needs_and_no_others()
    {
        Assert.Equal(["ConnectionStrings__kafka", "ConnectionStrings__orders"], await GivenAsync("ingestor"));
        Assert.Equal(["ConnectionStrings__kafka", "ConnectionStrings__orders"], await GivenAsync("query-api-1"));
        Assert.Equal(["ConnectionStrings__kafka"], await GivenAsync("producer"));
        Assert.Equal([], await GivenAsync("gateway"));

        static async Task<IEnumerable<string>> GivenAsync(string name) => (await ReadAsync(name)).Environment.Keys
            .Where(key => !key.StartsWith("services__", StringComparison.Ordinal) && (key.Contains("kafka", StringComparison.OrdinalIgnoreCase) || key.Contains("orders", StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal);
    }

    [AspireFact]
    public async Task Traces_go_to_the_dashboard_and_to_Jaeger()
    {
        foreach (var name in Services)
        {
            var environment = (await ReadAsync(name)).Environment;

            Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", environment.Keys);
            Assert.Equal("{jaeger.bindings.otlp.url}", environment["Telemetry__TracesAlsoTo"]);
        }
    }

    [AspireFact]
    public async Task Only_the_gateway_is_external_and_its_metrics_are_not()
    {
        var endpoints = from resource in await AspireModel.ReadAsync()
                        from endpoint in resource.Endpoints
                        where endpoint.IsExternal
                        select $"{resource.Name} {endpoint.Name}";

        Assert.Equal(["gateway http"], endpoints);
    }

    [AspireFact]
    public async Task Prometheus_scrapes_every_service_at_its_own_port()
    {
        var model = await AspireModel.ReadAsync();
        var prometheus = model.Single(resource => resource.Name == "prometheus");
        var folder = prometheus.Mounts.Single(mount => mount.Target == "/etc/prometheus/targets").Source;
        var targets = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build()
            .Deserialize<List<TargetGroup>>(await File.ReadAllTextAsync(Path.Combine(folder, "services.yml")));

        var expected = from service in model
                       where service.IsService
                       let endpoint = service.Endpoints.SingleOrDefault(endpoint => endpoint.Name == "management") ?? service.Endpoints.Single()
                       select string.Create(CultureInfo.InvariantCulture, $"{service.Name.Replace("-1", "", StringComparison.Ordinal).Replace("-2", "", StringComparison.Ordinal)} at host.docker.internal:{endpoint.Port}, proxied: {endpoint.IsProxied}");
        Assert.Equal(
            expected.Append("prometheus at localhost:9090, proxied: False").Order(StringComparer.Ordinal),
            targets.Select(group => $"{group.Labels["job"]} at {group.Targets.Single()}, proxied: False").Order(StringComparer.Ordinal));
        Assert.Contains("--add-host=host.docker.internal:host-gateway", prometheus.RuntimeArguments);
    }

    [AspireFact]
    public async Task A_service_listens_where_its_endpoint_says_and_containers_reach_it()
    {
        foreach (var name in Services)
        {
            var service = await ReadAsync(name);
            var port = service.Endpoints.Single(endpoint => endpoint.Name == "http").Port!.Value;

            Assert.Equal(HostAddresses.Urls(port), service.Environment["ASPNETCORE_URLS"]);
        }
    }

    [AspireFact]
    public async Task Every_mounted_file_is_there_and_cannot_be_changed_from_inside()
    {
        var mounts = (await AspireModel.ReadAsync()).SelectMany(resource => resource.Mounts).Where(mount => !mount.IsVolume).ToList();

        Assert.Equal(6, mounts.Count);
        Assert.All(mounts, mount => Assert.True(Path.Exists(mount.Source) && mount.IsReadOnly && mount.Source.StartsWith(Repository.Root, StringComparison.Ordinal), mount.ToString()));
    }

    [AspireFact]
    public async Task PostgreSQL_keeps_rows_out_of_its_log() =>
        Assert.Equal(["-c", "log_error_verbosity=terse", "-c", "log_min_error_statement=panic"], (await ReadAsync("postgres")).Arguments);

    private static async Task<AspireResource> ReadAsync(string name) => (await AspireModel.ReadAsync()).Single(resource => resource.Name == name);

    private sealed class TargetGroup
    {
        public List<string> Targets { get; init; } = [];

        public Dictionary<string, string> Labels { get; init; } = [];
    }
}
