using Orders.AppHost.Embedded;
using Orders.Tests.Unit.Containers;
using Orders.Tests.Wiring;

namespace Orders.Tests.Unit.Wiring;

/// <summary>
/// The system is the same system in all its ways of running. Compose is what the two others are compared with; what may differ is
/// listed here, and an allowance that is no longer needed fails too.
/// </summary>
public sealed class OneTruthTests
{
    private const string OwnPorts = "Each process of a machine needs a port of its own; images listen where their base says.";

    private static readonly string[] Consumers = ["ingestor", "producer", "query-api"];
    private static readonly string[] Services = [.. Consumers, "gateway"];

    private static readonly AllowedDifference[] ComposeAndRun =
    [
        new(ComposeWiring.Name, Aspect.Part, ["jaeger", "grafana", "kafka-ui"], "*", "./run has no containers; --otlp and any Grafana take their place."),
        new(EmbeddedWiring.Name, Aspect.Environment, Services, "Host__StopOnStdinEnd", "No service outlives the host that started it; a container engine sees to that itself."),
        new(EmbeddedWiring.Name, Aspect.Environment, Services, "OTEL_RESOURCE_ATTRIBUTES", "The replica's name; in compose it is the name of the container."),
        new(EmbeddedWiring.Name, Aspect.Environment, Services, "ASPNETCORE_URLS", OwnPorts),
        new(EmbeddedWiring.Name, Aspect.Environment, Consumers, "Aspire__Confluent__Kafka__Consumer__Config__*", "Peculiarities of the in-memory broker."),
    ];

    private static readonly AllowedDifference[] ComposeAndAspire =
    [
        new(AspireWiring.Name, Aspect.Environment, Services, "Telemetry__TracesAlsoTo", "Traces go to Aspire's dashboard and to Jaeger, in compose to Jaeger alone."),
        new(AspireWiring.Name, Aspect.Environment, Services, "OTEL_*", "Aspire's own, for its dashboard."),
        new(AspireWiring.Name, Aspect.Environment, Services, "LOGGING__CONSOLE__*", "Aspire's own, for its dashboard."),
        new(AspireWiring.Name, Aspect.Environment, Services, "DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "Aspire's own, for its dashboard."),
        new(AspireWiring.Name, Aspect.Environment, Services, "ASPNETCORE_URLS", OwnPorts),
        new(AspireWiring.Name, Aspect.Port, Services, "*", OwnPorts),
        new(AspireWiring.Name, Aspect.Environment, ["postgres"], "POSTGRES_HOST_AUTH_METHOD", "Aspire's own; what the image does without it is the same."),
        new(ComposeWiring.Name, Aspect.Environment, ["postgres"], "POSTGRES_DB", "Aspire creates the database itself."),
        new(ComposeWiring.Name, Aspect.Environment, ["kafka"], "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "Aspire's health check of the broker writes to a topic of its own."),
        new(ComposeWiring.Name, Aspect.Environment, ["kafka-ui"], "KAFKA_CLUSTERS_*", "Aspire adds these when it starts the container."),
        new(AspireWiring.Name, Aspect.Mount, ["prometheus"], "observability/prometheus/targets/aspire:/etc/prometheus/targets", "What differs from way to way is where the services are."),
        new(ComposeWiring.Name, Aspect.Mount, ["prometheus"], "observability/prometheus/targets/compose:/etc/prometheus/targets", "The same."),
        new(ComposeWiring.Name, Aspect.Mount, ["prometheus", "grafana"], "volume:*", "On a developer's machine metrics need not survive the run."),
    ];

    [Fact]
    public void The_compose_file_and_the_embedded_host_wire_the_same_system()
    {
        var differences = Differences.Between(ComposeWiring.Describe(ComposeFile.Ours), EmbeddedWiring.Describe());

        AssertNone(AllowedDifference.Check(differences, ComposeAndRun));
    }

    [AspireFact]
    public async Task The_compose_file_and_the_Aspire_host_wire_the_same_system()
    {
        var differences = Differences.Between(ComposeWiring.Describe(ComposeFile.Ours), AspireWiring.Describe(await AspireModel.ReadAsync(), Repository.Root));

        AssertNone(AllowedDifference.Check(differences, ComposeAndAspire));
    }

    private static void AssertNone(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
}
