using Orders.Tests.Unit.Containers;
using Orders.Tests.Wiring;

namespace Orders.Tests.Unit.Wiring;

/// <summary>That the comparison sees each kind of difference, and sees none where there is none.</summary>
public sealed class DifferencesTests
{
    private const string Compose = """
        x-topics: &topics { Topics__Orders: "${Topics__Orders:-orders}" }
        x-broker: &broker { ConnectionStrings__kafka: kafka:19092 }
        services:
          ingestor:
            build: { context: ., target: ingestor }
            environment:
              <<: [*topics, *broker]
              Topics__OrdersPartitions: ${Topics__OrdersPartitions:-12}
              services__query-api__http__0: http://query-api:8080
            depends_on: { kafka: { condition: service_healthy } }
          kafka:
            image: apache/kafka:4.3.1
            ports: ["127.0.0.1:${KAFKA_PORT:-9092}:9092"]
            volumes: ["kafka:/var/lib/kafka/data", "./observability/kafka.conf:/etc/kafka.conf:ro"]
        """;

    [Fact]
    public void The_same_file_has_no_differences() => Assert.Equal([], Differing(Compose));

    [Theory]
    [InlineData("services__query-api__http__0", "services__query-api__http__1")]
    [InlineData("${KAFKA_PORT:-9092}:9092", "9092:9092")]
    [InlineData("${Topics__OrdersPartitions:-12}", "12")]
    public void Replicas_and_what_a_user_may_set_are_no_difference(string text, string other) => Assert.Equal([], Differing(Compose.Replace(text, other, StringComparison.Ordinal)));

    [Theory]
    [InlineData("  ingestor2:\n    build: { target: x }\n", "", "ingestor2: Part 'ingestor2' is in one only")]
    [InlineData("apache/kafka:4.3.1", "apache/kafka:4.3.0", "kafka: Image 'apache/kafka:4.3.0' is in other only", "kafka: Image 'apache/kafka:4.3.1' is in one only")]
    [InlineData("*topics, *broker", "*topics", "ingestor: Environment 'ConnectionStrings__kafka' is in one only")]
    [InlineData("KAFKA_PORT:-9092", "KAFKA_PORT:-9093", "kafka: Port '9092' is in one only", "kafka: Port '9093' is in other only")]
    [InlineData("kafka.conf:/etc", "kafka.conf:/opt", "kafka: Mount 'observability/kafka.conf:/etc/kafka.conf' is in one only", "kafka: Mount 'observability/kafka.conf:/opt/kafka.conf' is in other only")]
    [InlineData("\"kafka:/var", "\"kafka:/srv", "kafka: Mount 'volume:/srv/lib/kafka/data' is in other only", "kafka: Mount 'volume:/var/lib/kafka/data' is in one only")]
    [InlineData("depends_on: { kafka: { condition: service_healthy } }", "", "ingestor: Dependency 'kafka' is in one only")]
    [InlineData("Partitions:-12", "Partitions:-6", "topics: Topic 'orders with 12 partitions' is in one only", "topics: Topic 'orders with 6 partitions' is in other only")]
    [InlineData("Orders:-orders", "Orders:-o", "topics: Topic 'o with 12 partitions' is in other only", "topics: Topic 'orders with 12 partitions' is in one only")]
    public void Each_kind_of_difference_is_seen(string text, string other, params string[] expected)
    {
        var original = Compose.Contains(text, StringComparison.Ordinal) ? Compose : $"{Compose}\n{text}";

        Assert.Equal(expected, Differing(original.Replace(text, other, StringComparison.Ordinal), original).Select(difference => difference.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Where_parts_start_in_sequence_only_what_comes_too_early_is_a_difference()
    {
        var right = new SystemDescription("right", new Dictionary<string, Part> { ["a"] = Depending("b"), ["b"] = Depending() }, new Dictionary<string, int>());
        var sequence = new SystemDescription("sequence", new Dictionary<string, Part> { ["a"] = Depending("b", "c"), ["b"] = Depending("c") }, new Dictionary<string, int>()) { StartsInSequence = true };
        var tooEarly = sequence with { Parts = new Dictionary<string, Part> { ["a"] = Depending(), ["b"] = Depending("a") } };

        Assert.Equal([], Differences.Between(right, sequence));
        Assert.Equal([new Difference("a", Aspect.Dependency, "b", "right")], Differences.Between(right, tooEarly));
    }

    [Fact]
    public void An_allowance_that_covers_nothing_is_a_fault()
    {
        AllowedDifference allowed = new("one", Aspect.Environment, ["ingestor"], "OTEL_*", "");
        Difference covered = new("ingestor", Aspect.Environment, "OTEL_SERVICE_NAME", "one");

        Assert.Equal([], AllowedDifference.Check([covered], [allowed]));
        Assert.Equal(["no longer a difference: Environment 'OTEL_*' of ingestor in one only"], AllowedDifference.Check([], [allowed]));
        Assert.All(
            [covered with { In = "other" }, covered with { Part = "producer" }, covered with { Aspect = Aspect.Port }, covered with { Subject = "OTLP" }],
            difference => Assert.False(allowed.Covers(difference)));
    }

    private static Part Depending(params string[] on) => new() { DependsOn = on.ToHashSet() };

    private static IReadOnlyList<Difference> Differing(string other, string? one = null) => Differences.Between(
        ComposeWiring.Describe(ComposeFile.Parse(one ?? Compose)) with { Name = "one" }, ComposeWiring.Describe(ComposeFile.Parse(other)) with { Name = "other" });
}
