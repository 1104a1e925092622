using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Kafka;
using Orders.AppHost.Embedded.Postgres;
using Orders.AppHost.Embedded.Processes;
using Orders.AppHost.Embedded.Reporting;
using Orders.AppHost.Embedded.Services;

namespace Orders.Chaos.Running;

/// <summary>
/// The whole system as ./run starts it, with the servers in this process's hands: the in-memory cluster lives in this process,
/// PostgreSQL and the services are its children.
/// </summary>
internal sealed class OrdersSystem : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Output _output;
    private PostgresSupervisor? _supervisor;

    private OrdersSystem(SystemOptions options)
    {
        _folder = options.Folder is { } given ? Directory.CreateDirectory(given) : Directory.CreateTempSubdirectory("orders-chaos-");
        _output = new Output(options.Log, colours: false);
        Kafka = new EmbeddedKafka(options.Brokers);
    }

    public EmbeddedKafka Kafka { get; }

    public EmbeddedPostgres Postgres { get; private set; } = null!;

    public Fleet Services { get; private set; } = null!;

    /// <summary>To the database of the orders.</summary>
    public string ConnectionString { get; private set; } = "";

    public Uri Gateway { get; private set; } = null!;

    /// <summary>The gateway's second address, for its metrics.</summary>
    public Uri GatewayManagement { get; private set; } = null!;

    public IReadOnlyList<Uri> QueryApis { get; private set; } = [];

    /// <summary>Where the gateway asks them, by HTTP/2.</summary>
    public IReadOnlyList<Uri> QueryApisByHttp2 { get; private set; } = [];

    /// <summary>Where each service answers /metrics and /health, by its name.</summary>
    public IReadOnlyDictionary<string, Uri> Operations { get; private set; } = new Dictionary<string, Uri>();

    /// <summary>Returns when everything is ready.</summary>
    public static async Task<OrdersSystem> StartAsync(SystemOptions options, CancellationToken cancellationToken)
    {
        var system = new OrdersSystem(options);
        try
        {
            await system.StartAllAsync(options, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Services is not null)
        {
            await Services.DisposeAsync();
        }

        if (_supervisor is not null)
        {
            await _supervisor.DisposeAsync();
        }

        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }

        Kafka.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartAllAsync(SystemOptions options, CancellationToken cancellationToken)
    {
        foreach (var (name, partitions) in EmbeddedTopics.FromEnvironment())
        {
            Kafka.CreateTopic(name, partitions);
        }

        Postgres = await EmbeddedPostgres.StartAsync(_folder.FullName, options.Postgres, line => _output.Forward("postgres", line), cancellationToken);
        await Postgres.CreateDatabaseAsync("orders", cancellationToken);
        ConnectionString = Postgres.ConnectionString("orders");
        var plan = new ServicePlan(
            new HostOptions { Port = LoopbackPort.Next(), Ingestors = options.Ingestors, QueryApis = options.QueryApis, Producer = options.Producer },
            new ServerAddresses(ConnectionString, Kafka.BootstrapServers, KafkaIsEmbedded: true),
            LoopbackPort.Next);
        Gateway = new Uri(plan.Gateway.Address);
        GatewayManagement = new Uri(plan.GatewayManagement);
        QueryApis = [.. plan.QueryApis.Select(service => new Uri(service.Address))];
        QueryApisByHttp2 = [.. plan.QueryApis.Select(service => new Uri(service.Http2Address!))];
        Operations = plan.Stages.SelectMany(stage => stage)
            .ToDictionary(service => service.Name, service => new Uri(service == plan.Gateway ? plan.GatewayManagement : service.Address));
        Services = new Fleet(plan, options, _output);
        await Services.StartAsync(cancellationToken);
        _supervisor = new PostgresSupervisor(Postgres, _output, static () => { });
    }
}
