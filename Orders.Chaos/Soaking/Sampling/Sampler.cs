using Npgsql;

using Orders.Chaos.Running;
using Orders.Chaos.Soaking.Reading;
using Orders.Chaos.Soaking.Sending;

namespace Orders.Chaos.Soaking.Sampling;

/// <summary>Looks at every process, the database and the readers at the same time, again and again.</summary>
internal sealed class Sampler(OrdersSystem system, Sent sent, Readership readership, Recording recording) : IAsyncDisposable
{
    private const string Database = "postgres";

    private static readonly string[] Generations = ["0", "1", "2"];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    // Its own connection stays open, so that it does not count as one that comes and goes.
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(system.ConnectionString) { MinPoolSize = 1, MaxPoolSize = 1 });

    private readonly Dictionary<string, int> _processIds = [];
    private (double UpTo, double Count)[] _freshness = [];

    /// <summary>Times that a process was not the one that was there before.</summary>
    public int Restarts { get; private set; }

    public void LookForRestarts()
    {
        Known(Database, system.Postgres.Pid);
        foreach (var name in system.Services.Names)
        {
            Known(name, system.Services.Pid(name));
        }
    }

    public async Task SampleAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        List<Exposition> queryApis = [];
        foreach (var (name, address) in system.Operations)
        {
            var metrics = new Exposition(await _http.GetStringAsync(new Uri(address, "/metrics"), cancellationToken));
            Process(time, name, ProcessFigures.Of(Known(name, system.Services.Pid(name))), metrics);
            if (name.StartsWith("ingestor", StringComparison.Ordinal))
            {
                recording.Add(time, new Series(name, "partitions_lag_messages"), metrics.Sum("kafka_consumer_lag_messages"));
            }
            else if (name.StartsWith("query-api", StringComparison.Ordinal))
            {
                queryApis.Add(metrics);
                recording.Add(time, new Series(name, Measures.CacheBytes), metrics.Sum("cache_size_bytes"));
                recording.Add(time, new Series(name, "evictions"), metrics.Sum("cache_evictions_total"));
            }
        }

        await DatabaseAsync(time, cancellationToken);
        recording.Add(time, new Series("system", Measures.Lag), recording.All.Where(series => series.Measure == "partitions_lag_messages").Sum(recording.Last));
        recording.Add(time, new Series("system", Measures.Streams), queryApis.Sum(metrics => metrics.Sum("order_streams")));
        recording.Add(time, new Series("system", Measures.Sent), sent.Messages);
        recording.Add(time, new Series("system", "stream_events"), readership.Events);
        // The harness holds the in-memory cluster, whose topics grow: looked at, not judged.
        recording.Add(time, new Series("harness", "own_rss_bytes"), ProcessFigures.Of(Environment.ProcessId).ResidentBytes);
        Freshness(time, queryApis);
        Latency(time);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _database.DisposeAsync();
    }

    private int Known(string name, int processId)
    {
        if (_processIds.TryGetValue(name, out var before) && before != processId)
        {
            Restarts++;
        }

        return _processIds[name] = processId;
    }

    private void Process(TimeSpan time, string name, ProcessFigures figures, Exposition metrics)
    {
        recording.Add(time, new Series(name, Measures.Resident), figures.ResidentBytes);
        recording.Add(time, new Series(name, Measures.Anonymous), figures.AnonymousBytes);
        recording.Add(time, new Series(name, Measures.Handles), figures.Handles);
        recording.Add(time, new Series(name, Measures.Sockets), figures.Sockets);
        recording.Add(time, new Series(name, Measures.Threads), figures.Threads);
        var committed = metrics.Sum("dotnet_gc_committed_bytes");
        recording.Add(time, new Series(name, Measures.Heap), metrics.Sum("dotnet_gc_heap_size_bytes"));
        recording.Add(time, new Series(name, Measures.Committed), committed);
        recording.Add(time, new Series(name, Measures.Native), Math.Max(0, figures.AnonymousBytes - committed));
        recording.Add(time, new Series(name, "pool_threads"), metrics.Sum("dotnet_threadpool_threads"));
        foreach (var generation in Generations)
        {
            recording.Add(time, new Series(name, $"collections_gen{generation}"), metrics.Sum("dotnet_collection_count_total", $"generation=\"{generation}\""));
        }
    }

    private async Task DatabaseAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var figures = ProcessFigures.OfFamily(Known(Database, system.Postgres.Pid));
        recording.Add(time, new Series(Database, Measures.BackendBytes), figures.AnonymousBytes);
        recording.Add(time, new Series(Database, Measures.Backends), figures.Processes);
        recording.Add(time, new Series(Database, Measures.BackendHandles), figures.Handles);
        recording.Add(time, new Series(Database, Measures.Connections), await ConnectionsAsync(cancellationToken));
    }

    private async Task<long> ConnectionsAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Of the changes that reached the caches since the sample before.</summary>
    private void Freshness(TimeSpan time, List<Exposition> queryApis)
    {
        (double UpTo, double Count)[] now =
        [
            .. queryApis.SelectMany(metrics => metrics.Buckets("order_freshness_seconds"))
                .GroupBy(bucket => bucket.UpTo, bucket => bucket.Count, (upTo, counts) => (UpTo: upTo, Count: counts.Sum())).OrderBy(bucket => bucket.UpTo),
        ];
        if (_freshness.Length == now.Length)
        {
            var since = now.Zip(_freshness, (later, earlier) => (later.UpTo, later.Count - earlier.Count)).ToArray();
            recording.Add(time, new Series("system", Measures.FreshMedian), Quantile.Of(since, 0.5) * 1_000);
            recording.Add(time, new Series("system", Measures.FreshTail), Quantile.Of(since, 0.99) * 1_000);
        }

        _freshness = now;
    }

    private void Latency(TimeSpan time)
    {
        var latencies = readership.Latencies.Take();
        recording.Add(time, new Series("readers", Measures.Answers), latencies.Length);
        recording.Add(time, new Series("readers", Measures.Median), Quantile.Of(latencies, 0.5));
        recording.Add(time, new Series("readers", Measures.Tail), Quantile.Of(latencies, 0.99));
    }
}
