using System.Globalization;

using Orders.AppHost.Embedded.CommandLine;

namespace Orders.AppHost.Embedded.Services;

/// <summary>The services of a run and how they learn of each other: the configuration keys are those that Aspire gives.</summary>
internal sealed class ServicePlan
{
    private readonly Dictionary<string, string?> _common;

    public ServicePlan(HostOptions options, ServerAddresses servers, Func<int> nextPort)
    {
        _common = Common(options, servers);
        Ingestors = Replicas("ingestor", "Orders.Ingestor", options.Ingestors, nextPort);
        QueryApis = Replicas("query-api", "Orders.QueryApi", options.QueryApis, nextPort);
        Producer = options.Producer ? Service("producer", "Orders.Producer", Loopback(nextPort())) : null;
        GatewayManagement = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{nextPort()}");
        Gateway = Service("gateway", "Orders.Gateway", string.Create(CultureInfo.InvariantCulture, $"http://localhost:{options.Port}"), [
            ("Management__Port", new Uri(GatewayManagement).Port.ToString(CultureInfo.InvariantCulture)),
            .. Addresses("query-api", QueryApis),
            .. Addresses("ingestor", Ingestors),
            .. Addresses("producer", Producer is null ? [] : [Producer]),
        ]);
    }

    public IReadOnlyList<ServiceSpec> Ingestors { get; }

    public IReadOnlyList<ServiceSpec> QueryApis { get; }

    public ServiceSpec Gateway { get; }

    /// <summary>The gateway's second address, for metrics.</summary>
    public string GatewayManagement { get; }

    public ServiceSpec? Producer { get; }

    private static Dictionary<string, string?> Common(HostOptions options, ServerAddresses servers)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__orders"] = servers.Orders,
            ["ConnectionStrings__kafka"] = servers.Kafka,
            ["Host__StopOnStdinEnd"] = "true",
            ["ASPNETCORE_ENVIRONMENT"] = Given("ASPNETCORE_ENVIRONMENT") ?? "Development",
        };
        if (options.Otlp is { } otlp)
        {
            environment[Telemetry.Endpoint] = otlp.OriginalString;
        }

        if (servers.KafkaIsEmbedded)
        {
            // A waiting fetch of the in-memory broker is not woken by new records, and a rebalance there lasts as long as a session.
            environment["Aspire__Confluent__Kafka__Consumer__Config__FetchWaitMaxMs"] = "10";
            environment["Aspire__Confluent__Kafka__Consumer__Config__SessionTimeoutMs"] = "4000";
            environment["Aspire__Confluent__Kafka__Consumer__Config__HeartbeatIntervalMs"] = "500";
        }

        return environment.Where(pair => pair.Key is not ['A', 's', 'p', 'i', 'r', 'e', ..] || Given(pair.Key) is null).ToDictionary();
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private static IEnumerable<(string Name, string? Value)> Addresses(string service, IReadOnlyList<ServiceSpec> replicas) =>
        replicas.Select((replica, index) => (string.Create(CultureInfo.InvariantCulture, $"services__{service}__http__{index}"), (string?)replica.Address));

    private ServiceSpec[] Replicas(string name, string project, int count, Func<int> nextPort) =>
        [.. Enumerable.Range(1, count).Select(number =>
            Service(string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"), project, Loopback(nextPort())))];

    private ServiceSpec Service(string name, string project, string address, params IEnumerable<(string Name, string? Value)> more) =>
        new(name, project, address, _common
            .Append(new("ASPNETCORE_URLS", address))
            .Append(new(Telemetry.ResourceAttributes, Telemetry.WithInstance(Given(Telemetry.ResourceAttributes), name)))
            .Concat(more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)))
            .ToDictionary());
}
