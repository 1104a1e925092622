using System.Diagnostics;
using System.Globalization;

using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Kafka;
using Orders.AppHost.Embedded.Postgres;
using Orders.AppHost.Embedded.Processes;
using Orders.AppHost.Embedded.Reporting;
using Orders.AppHost.Embedded.Services;

namespace Orders.AppHost.Embedded;

/// <summary>PostgreSQL and Kafka for a run: our own, or those that the environment names.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private const string Database = "orders";

    private readonly CancellationTokenSource _stop = new();
    private readonly HostOptions _options;
    private readonly Output _output;
    private DirectoryInfo? _temporary;
    private EmbeddedPostgres? _postgres;
    private EmbeddedKafka? _kafka;
    private Task _supervision = Task.CompletedTask;

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
            _supervision = SuperviseAsync(postgres, onStart);
        }
    }

    public void EndSupervision() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _supervision;
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _kafka?.Dispose();
        _temporary?.Delete(recursive: true);
        _stop.Dispose();
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

    private async Task SuperviseAsync(EmbeddedPostgres postgres, Action onStart)
    {
        var pause = new RestartPause();
        try
        {
            while (true)
            {
                var clock = Stopwatch.StartNew();
                await postgres.Exited.WaitAsync(_stop.Token);
                var wait = pause.After(clock.Elapsed);
                _output.Say(string.Create(CultureInfo.InvariantCulture, $"postgres (process {postgres.Pid}) died; it is started again in {wait.TotalSeconds} s."));
                await Task.Delay(wait, _stop.Token);
                await TryStartAgainAsync(postgres);
                onStart();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end of the run.
        }
    }

    private async Task TryStartAgainAsync(EmbeddedPostgres postgres)
    {
        try
        {
            await postgres.StartAgainAsync(_stop.Token);
        }
        catch (StartupException exception)
        {
            // Its exit is seen again at once, and the next pause is longer.
            _output.Say(exception.Message);
        }
    }
}
