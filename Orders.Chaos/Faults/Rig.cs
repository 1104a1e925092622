using System.Collections.Concurrent;
using System.Globalization;

using Npgsql;

using Orders.AppHost.Embedded.Postgres;
using Orders.Chaos.Accounting;
using Orders.Chaos.Running;

namespace Orders.Chaos.Faults;

/// <summary>The system set up so that everything about it can be broken, and those who keep its books.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentQueue<string> _unexpectedDeaths = [];

    private Rig(DirectoryInfo folder, Disk disk, Clock clock) => (_folder, Disk, Clock) = (folder, disk, clock);

    public Disk Disk { get; }

    public Clock Clock { get; }

    public FaultWindows Windows { get; } = new(TimeProvider.System);

    public OrdersSystem System { get; private set; } = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public OrderLog Orders { get; private set; } = null!;

    public DeadLetterLog Letters { get; private set; } = null!;

    public Sender Sender { get; private set; } = null!;

    public Balance Balance { get; private set; } = null!;

    /// <summary>Services that ended though nothing was done to them.</summary>
    public IReadOnlyCollection<string> UnexpectedDeaths => _unexpectedDeaths;

    public static async Task<Rig> StartAsync(RunOptions options, TextWriter log, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("orders-chaos-");
        var disk = await Disk.MountAsync(Path.Combine(folder.FullName, "disk"), DiskSize(options), cancellationToken);
        var rig = new Rig(folder, disk, new Clock(folder.FullName));
        try
        {
            await rig.StartAllAsync(options, log, cancellationToken);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Sender?.Dispose();
        Orders?.Dispose();
        Letters?.Dispose();
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        if (System is not null)
        {
            await System.DisposeAsync();
        }

        await Disk.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Enough for the rows and their log, and little enough to be filled in a moment.</summary>
    private static long DiskSize(RunOptions options) =>
        (1L << 30) + (long)(options.Rate * (options.Duration ?? TimeSpan.FromMinutes(5)).TotalSeconds * 4096);

    private async Task StartAllAsync(RunOptions options, TextWriter log, CancellationToken cancellationToken)
    {
        var small = new ServerSettings
        {
            MaxConnections = 60,
            SharedBuffers = "64MB",
            MaxWalSize = "128MB",
            More = new Dictionary<string, string> { ["min_wal_size"] = "64MB", ["track_commit_timestamp"] = "on" },
        };
        System = await OrdersSystem.StartAsync(
            new SystemOptions
            {
                Ingestors = 2,
                QueryApis = 2,
                Producer = true,
                Brokers = BrokerFaults.Brokers,
                Folder = Path.Combine(Disk.Folder, "data"),
                Postgres = small,
                Environment = EnvironmentOf,
                OnRestart = Restarted,
                Log = log,
            },
            cancellationToken);
        Database = NpgsqlDataSource.Create(System.ConnectionString);
        Orders = new OrderLog(System.Kafka.BootstrapServers, BrokerFaults.Partitions);
        Letters = new DeadLetterLog(System.Kafka.BootstrapServers, BrokerFaults.Partitions);
        Sender = new Sender(System.Kafka.BootstrapServers, options.Seed, options.Rate);
        Balance = new Balance(Database, Orders, Letters);
    }

    private Dictionary<string, string?> EnvironmentOf(string service)
    {
        var environment = ServiceFaults.WithSteppableClock.Contains(service) ? Clock.Environment(service) : [];
        if (service.StartsWith("ingestor", StringComparison.Ordinal))
        {
            // So that a few seconds of sleep are too many.
            environment["Aspire__Confluent__Kafka__Consumer__Config__MaxPollIntervalMs"] = "6000";
        }
        else if (service == "producer")
        {
            // It runs only to be broken: what it sends is counted like everything else, so all of it has to be good.
            environment["Producer__OrdersPerSecond"] = "5";
            environment["Producer__InvalidShare"] = "0";
        }

        return environment;
    }

    private void Restarted(string service)
    {
        var now = DateTime.UtcNow;
        if (!Windows.IsExcused(service, now, now))
        {
            _unexpectedDeaths.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{now:HH:mm:ss.fff} {service} had ended by itself (broken: {string.Join(", ", Windows.Open)})"));
        }
    }
}
