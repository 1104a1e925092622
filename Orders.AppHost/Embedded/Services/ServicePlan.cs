using System.Globalization;

using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Kafka;

namespace Orders.AppHost.Embedded.Services;

/// <summary>The services of a run and how they learn of each other: the configuration keys are those that Aspire gives.</summary>
internal sealed class ServicePlan
{
    private readonly Dictionary<string, string?> _common;

    public ServicePlan(HostOptions options, ServerAddresses servers, Func<int> nextPort)
    {
        _common = Common(options);
        var kafka = Kafka(servers);
        (string, string?)[] kafkaAndDatabase = [.. kafka, ("ConnectionStrings__orders", servers.Orders)];
        Ingestors = Replicas("ingestor", "Orders.Ingestor", options.Ingestors, nextPort, [.. kafkaAndDatabase, Collecting(YoungGeneration.OfIngestor)]);
        QueryApis = [.. Replicas("query-api", "Orders.QueryApi", options.QueryApis, nextPort, kafkaAndDatabase).Select(queryApi => WithHttp2(queryApi, nextPort()))];
        Producer = options.Producer ? Service("producer", "Orders.Producer", Loopback(nextPort()), kafka) : null;
        GatewayManagement = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{nextPort()}");
        Gateway = Service("gateway", "Orders.Gateway", string.Create(CultureInfo.InvariantCulture, $"http://localhost:{options.Port}"), [
            ("Management__Port", new Uri(GatewayManagement).Port.ToString(CultureInfo.InvariantCulture)),
            .. Addresses("query-api", QueryApis),
            .. QueryApis.Select((queryApi, index) => (Address("query-api", "http2", index), queryApi.Http2Address)),
            .. Addresses("ingestor", Ingestors),
            .. Addresses("producer", Producer is null ? [] : [Producer]),
            Collecting(YoungGeneration.OfGateway),
        ]);
    }

    public IReadOnlyList<ServiceSpec> Ingestors { get; }

    public IReadOnlyList<ServiceSpec> QueryApis { get; }

    public ServiceSpec Gateway { get; }

    /// <summary>The gateway's second address, for metrics.</summary>
    public string GatewayManagement { get; }

    public ServiceSpec? Producer { get; }

    /// <summary>The order to start in, along the way that the data takes: each stage needs those before it to be ready.</summary>
    public IReadOnlyList<IReadOnlyList<ServiceSpec>> Stages => [Ingestors, QueryApis, [Gateway], Producer is null ? [] : [Producer]];

    private static Dictionary<string, string?> Common(HostOptions options)
    {
        var environment = new Dictionary<string, string?>
        {
            ["Host__StopOnStdinEnd"] = "true",
            ["ASPNETCORE_ENVIRONMENT"] = Given("ASPNETCORE_ENVIRONMENT") ?? "Development",
        };
        if (options.Otlp is { } otlp)
        {
            environment[Telemetry.Endpoint] = otlp.OriginalString;
        }

        return environment;
    }

    private static (string Name, string? Value)[] Kafka(ServerAddresses servers)
    {
        (string, string?) address = ("ConnectionStrings__kafka", servers.Kafka);
        if (!servers.KafkaIsEmbedded)
        {
            return [address];
        }

        // A rebalance of the in-memory broker lasts as long as a session.
        (string Name, string? Value)[] consumers =
        [
            ("Aspire__Confluent__Kafka__Consumer__Config__FetchWaitMaxMs", EmbeddedKafka.FetchWait.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)),
            ("Aspire__Confluent__Kafka__Consumer__Config__SessionTimeoutMs", "4000"),
            ("Aspire__Confluent__Kafka__Consumer__Config__HeartbeatIntervalMs", "500"),
        ];
        return [address, .. consumers.Where(setting => Given(setting.Name) is null)];
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static (string Name, string? Value) Collecting(string size) => (YoungGeneration.Variable, Given(YoungGeneration.Variable) ?? size);

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private static IEnumerable<(string Name, string? Value)> Addresses(string service, IReadOnlyList<ServiceSpec> replicas) =>
        replicas.Select((replica, index) => (Address(service, "http", index), (string?)replica.Address));

    private static string Address(string service, string endpoint, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"services__{service}__{endpoint}__{index}");

    private static ServiceSpec WithHttp2(ServiceSpec queryApi, int port) => queryApi with
    {
        Http2Address = Loopback(port),
        Environment = new Dictionary<string, string?>(queryApi.Environment) { ["Http2__Port"] = port.ToString(CultureInfo.InvariantCulture) },
    };

    private ServiceSpec[] Replicas(string name, string project, int count, Func<int> nextPort, IEnumerable<(string Name, string? Value)> environment) =>
        [.. Enumerable.Range(1, count).Select(number =>
            Service(string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"), project, Loopback(nextPort()), environment))];

    private ServiceSpec Service(string name, string project, string address, IEnumerable<(string Name, string? Value)> more) =>
        new(name, project, address, _common
            .Append(new("ASPNETCORE_URLS", address))
            .Append(new(Telemetry.ResourceAttributes, Telemetry.WithInstance(Given(Telemetry.ResourceAttributes), name)))
            .Concat(more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
            .ToDictionary());
}
