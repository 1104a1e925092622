using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orders.QueryApi.Caching;
using Orders.QueryApi.Following;
using Orders.QueryApi.Loading;
using Orders.QueryApi.Watching;
using Orders.Tests.Servers;

namespace Orders.Tests.Unit.QueryApi;

/// <summary>
/// When watched orders are compared with the database, and when nobody bothers it. The database here answers nobody, so that it is noticed
/// whether anybody asked; rounds come when the test says so, and are counted.
/// </summary>
public sealed class ComparisonTests
{
    private static readonly TimeSpan MaxStaleness = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task While_heartbeats_prove_that_nothing_is_missing_nobody_asks_the_database()
    {
        await using var bench = await Bench.StartAsync();
        using var watch = bench.Watch();
        for (var i = 0; i < 10; i++)
        {
            bench.Time.Now += MaxStaleness.Ticks;
            bench.Trust.Heartbeat(partition: 0, partitionCount: 1, age: 0, bench.Time.Now);
            await bench.Time.RoundAsync();
        }

        Assert.False(bench.Database.IsAway);
    }

    [Fact]
    public async Task What_was_compared_a_moment_ago_is_not_compared_again_though_nothing_proves_anything()
    {
        await using var bench = await Bench.StartAsync();
        using var watch = bench.Watch();
        bench.Time.Now += MaxStaleness.Ticks - 1;
        await bench.Time.RoundAsync();

        Assert.False(bench.Database.IsAway);
    }

    [Fact]
    public async Task Without_heartbeats_it_is_compared_once_the_last_proof_is_too_old()
    {
        await using var bench = await Bench.StartAsync();
        using var watch = bench.Watch();
        bench.Time.Now += MaxStaleness.Ticks;
        await bench.Time.RoundAsync();

        Assert.True(bench.Database.IsAway);
    }

    [Fact]
    public async Task What_was_proven_before_a_reset_is_compared_though_heartbeats_go_on()
    {
        await using var bench = await Bench.StartAsync();
        using var watch = bench.Watch();
        bench.Time.Now += 10 * MaxStaleness.Ticks;
        bench.Trust.Continuous(since: bench.Time.Now);
        bench.Trust.Heartbeat(partition: 0, partitionCount: 1, age: 0, bench.Time.Now);
        await bench.Time.RoundAsync();

        Assert.True(bench.Database.IsAway);
    }

    [Fact]
    public async Task A_doubt_about_one_order_is_a_reason_to_compare_it()
    {
        await using var bench = await Bench.StartAsync();
        using var watch = bench.Watch();
        bench.Trust.Heartbeat(partition: 0, partitionCount: 1, age: 0, bench.Time.Now);
        bench.Watchers.Doubt("a1");
        await bench.Time.RoundAsync();

        Assert.True(bench.Database.IsAway);
    }

    /// <summary>The comparison with all that it asks.</summary>
    private sealed class Bench : IAsyncDisposable
    {
        private readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Timeout=1");
        private readonly NotFoundAnswers _notFound;
        private readonly OrderLoader _loader;
        private readonly Comparison _comparison;

        private Bench()
        {
            var cache = Options.Create(new CacheOptions { MaxStaleness = MaxStaleness });
            Watchers = new OrderWatchers(Options.Create(new WatchingOptions()), Time);
            _notFound = new NotFoundAnswers(cache, TimeProvider.System);
            var loading = Options.Create(new LoadingOptions());
            _loader = new OrderLoader(
                new OrderRows(_nowhere, loading, TimeProvider.System), new OrderCache(1_000_000), _notFound, Trust, loading, Database, TimeProvider.System);
            _comparison = new Comparison(Watchers, _loader, Trust, cache, Time);
        }

        public RoundTime Time { get; } = new();

        public TrustClock Trust { get; } = new(MaxStaleness.Ticks);

        public DatabaseState Database { get; } = new(NullLogger<DatabaseState>.Instance);

        public OrderWatchers Watchers { get; }

        public static async Task<Bench> StartAsync()
        {
            var bench = new Bench();
            bench.Trust.Continuous(since: 0);
            await bench._comparison.StartAsync(CancellationToken.None);
            return bench;
        }

        /// <summary>An order that somebody watches, found current just now.</summary>
        public OrderWatchers.Watch Watch()
        {
            var watch = Watchers.TryWatch("a1")!;
            watch.Order.Offer(new CachedOrder([], 1, Time.Now));
            return watch;
        }

        public async ValueTask DisposeAsync()
        {
            await _comparison.StopAsync(CancellationToken.None);
            _comparison.Dispose();
            _notFound.Dispose();
            await _nowhere.DisposeAsync();
        }
    }

    /// <summary>A clock that stands, and a timer that ticks, when the test says so.</summary>
    private sealed class RoundTime : TimeProvider, ITimer
    {
        private TimerCallback? _tick;
        private object? _state;
        private int _asked;

        public long Now { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        /// <summary>Each round asks once, as it begins.</summary>
        public override long GetTimestamp()
        {
            Interlocked.Increment(ref _asked);
            return Now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_tick, _state) = (callback, state);
            return this;
        }

        /// <summary>A round from beginning to end: when the one after it has begun.</summary>
        public async Task RoundAsync()
        {
            var before = Volatile.Read(ref _asked);
            for (var rounds = 1; rounds <= 2; rounds++)
            {
                await Eventually.BecomesTrueAsync(() => _tick is not null);
                _tick!(_state);
                await Eventually.BecomesTrueAsync(() => Volatile.Read(ref _asked) >= before + rounds, what: $"round {rounds} has begun");
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
