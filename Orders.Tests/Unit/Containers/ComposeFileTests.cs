using System.Text.RegularExpressions;
using Orders.AppHost;
using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Containers;

public sealed partial class ComposeFileTests
{
    private static readonly ComposeFile Compose = ComposeFile.Ours;

    public static TheoryData<string> Services => [.. Compose.Services.Keys];

    [Fact]
    public void It_has_the_services_that_the_system_is_made_of() => Assert.Equal(
        ["gateway", "grafana", "ingestor", "jaeger", "kafka", "kafka-ui", "postgres", "producer", "prometheus", "query-api"],
        Compose.Services.Keys.Order(StringComparer.Ordinal));

    // Prometheus finds replicas by the names that compose makes of it.
    [Fact]
    public void The_project_is_called_orders() => Assert.Equal("orders", Compose.Name);

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_service_is_supervised_and_bounded(string name)
    {
        var service = Compose.Services[name];
        Assert.Equal("unless-stopped", service.Restart);
        Assert.Matches(@"^\d+[mg]$", ComposeFile.Resolve(service.MemoryLimit ?? ""));
        Assert.True(service.HasHealthCheck || Dockerfile.Ours.Stage(service.BuildTarget!).HealthCheck is not null);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_service_has_no_rights_it_does_not_need(string name)
    {
        var service = Compose.Services[name];
        Assert.Equal(["ALL"], service.DroppedCapabilities);
        Assert.Equal(["no-new-privileges:true"], service.SecurityOptions);
        // Its image writes its configuration into itself.
        Assert.Equal(name != "kafka", service.ReadOnly);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_image_is_pinned(string name)
    {
        var service = Compose.Services[name];
        Assert.Matches(service.BuildTarget is null ? @"^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?$" : @"^orders-[a-z-]+:\$\{ORDERS_VERSION:-dev\}$", service.Image);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Whoever_is_waited_for_is_waited_for_until_healthy(string name) =>
        Assert.All(Compose.Services[name].Dependencies, dependency =>
        {
            Assert.Contains(dependency.Key, Compose.Services);
            Assert.Equal("service_healthy", dependency.Value);
        });

    [Fact]
    public void The_database_keeps_as_much_of_its_heap_as_elsewhere() => Assert.All(
        DatabaseHeap.Settings,
        setting => Assert.Equal(setting.Value, Compose.Services["postgres"].Environment[setting.Key]));

    [Fact]
    public void The_ingestor_waits_for_its_servers_and_the_others_for_the_topics_and_tables_that_it_makes()
    {
        Assert.Equal(["kafka", "postgres"], Dependencies("ingestor"));
        Assert.Equal(["ingestor", "kafka"], Dependencies("producer"));
        Assert.Equal(["ingestor", "kafka", "postgres"], Dependencies("query-api"));
        Assert.Equal(["query-api"], Dependencies("gateway"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Only_the_gateway_can_be_opened_to_the_network(string name) =>
        Assert.All(Compose.Services[name].Ports, port =>
            Assert.StartsWith(name == "gateway" ? "${GATEWAY_ADDRESS:-127.0.0.1}:" : "127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void The_ports_on_the_host_are_the_known_ones() => Assert.Equal(
        ["127.0.0.1:16686:16686", "127.0.0.1:3000:3000", "127.0.0.1:4317:4317", "127.0.0.1:4318:4318", "127.0.0.1:5432:5432",
            "127.0.0.1:8081:8080", "127.0.0.1:8090:8080", "127.0.0.1:9090:9090", "127.0.0.1:9092:9092"],
        Compose.Services.Values.SelectMany(service => service.Ports).Select(ComposeFile.Resolve).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_volume_is_used_and_every_volume_used_is_declared() => Assert.Equal(
        Compose.Volumes.Order(StringComparer.Ordinal),
        Mounts().Where(source => !source.StartsWith('.')).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_mounted_from_the_repository_is_there() =>
        Assert.All(Mounts().Where(source => source.StartsWith('.')), source => Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source));

    [Fact]
    public void No_secret_is_written_down()
    {
        var settings = Compose.Services.Values.SelectMany(service => service.Environment).ToArray();
        var secrets = settings.Where(setting => Secret().IsMatch(setting.Key)).Select(setting => setting.Value)
            .Concat(settings.Select(setting => Password().Match(setting.Value)).Where(match => match.Success).Select(match => match.Groups[1].Value))
            .ToArray();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, value => Assert.Matches(@"^\$\{\w+:-\w*\}$", value));
    }

    [Fact]
    public void PostgreSQL_keeps_its_data_where_18_has_it_and_Kafka_where_it_is_told_to()
    {
        Assert.Contains("postgres:/var/lib/postgresql", Compose.Services["postgres"].Mounts);
        var kafka = Compose.Services["kafka"];
        Assert.Contains($"kafka:{kafka.Environment["KAFKA_LOG_DIRS"]}", kafka.Mounts);
        Assert.Equal("false", kafka.Environment["KAFKA_AUTO_CREATE_TOPICS_ENABLE"]);
    }

    private static IEnumerable<string> Dependencies(string name) => Compose.Services[name].Dependencies.Keys.Order(StringComparer.Ordinal);

    private static IEnumerable<string> Mounts() => Compose.Services.Values.SelectMany(service => service.Mounts).Select(mount => mount.Split(':')[0]);

    [GeneratedRegex("PASSWORD|SECRET|TOKEN|KEY", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex("Password=([^;]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
