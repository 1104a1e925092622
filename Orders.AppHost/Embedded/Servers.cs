using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Kafka;
using Orders.AppHost.Embedded.Postgres;
using Orders.AppHost.Embedded.Reporting;
using Orders.AppHost.Embedded.Services;

namespace Orders.AppHost.Embedded;

/// <summary>PostgreSQL and Kafka for a run: our own, or those that the environment names.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private const string Database = "orders";

    private readonly HostOptions _options;
    private readonly Output _output;
    private DirectoryInfo? _temporary;
    private EmbeddedPostgres? _postgres;
    private EmbeddedKafka? _kafka;
    private PostgresSupervisor? _supervisor;

    private Servers(HostOptions options, Output output)
    {
        _options = options;
        _output = output;
    }

    /// <summary>The folder that the command line names, or one that is deleted at the end.</summary>
    public string DataFolder => _options.DataDirectory ?? (_temporary ??= Directory.CreateTempSubdirectory("orders-")).FullName;

    public ServerAddresses Addresses { get; private set; } = new("", "", KafkaIsEmbedded: false);

    /// <summary>Null when the server is not ours.</summary>
    public int? PostgresPid => _postgres?.Pid;

    public static async Task<Servers> StartAsync(HostOptions options, Output output, CancellationToken cancellationToken)
    {
        var servers = new Servers(options, output);
        try
        {
            var orders = Given("orders") ?? await servers.StartPostgresAsync(cancellationToken);
            var given = Given("kafka");
            servers.Addresses = new ServerAddresses(orders, given ?? servers.StartKafka(), KafkaIsEmbedded: given is null);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts PostgreSQL again whenever it dies.</summary>
    /// <param name="onStart">Called each time.</param>
    public void Supervise(Action onStart)
    {
        if (_postgres is { } postgres)
        {
            _supervisor = new PostgresSupervisor(postgres, _output, onStart);
        }
    }

    public void EndSupervision() => _supervisor?.End();

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
        {
            await _supervisor.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _kafka?.Dispose();
        _temporary?.Delete(recursive: true);
    }

    private static string? Given(string name) =>
        Environment.GetEnvironmentVariable($"ConnectionStrings__{name}") is { Length: > 0 } value ? value : null;

    private async Task<string> StartPostgresAsync(CancellationToken cancellationToken)
    {
        _postgres = await EmbeddedPostgres.StartAsync(
            DataFolder, new ServerSettings(), line => _output.Forward("postgres", line), cancellationToken);
        await _postgres.CreateDatabaseAsync(Database, cancellationToken);
        return _postgres.ConnectionString(Database);
    }

    private string StartKafka()
    {
        _kafka = new EmbeddedKafka();
        foreach (var (name, partitions) in EmbeddedTopics.FromEnvironment())
        {
            _kafka.CreateTopic(name, partitions);
        }

        return _kafka.BootstrapServers;
    }
}
