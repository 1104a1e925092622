using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orders.QueryApi.Caching;
using Orders.QueryApi.Following;
using Orders.QueryApi.Loading;

namespace Orders.Tests.Unit.QueryApi;

/// <summary>
/// Who comes when a load has just ended: its result is there, though the caller found nothing when it looked. The database here answers
/// nobody, so an answer shows that it was not asked.
/// </summary>
public sealed class OrderLoaderTests : IAsyncDisposable
{
    private static readonly CachedOrder Proven = new([1], 7, TimeProvider.System.GetTimestamp());

    private readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Timeout=1");
    private readonly OrderCache _cache = new(1_000_000);
    private readonly NotFoundAnswers _notFound;
    private readonly OrderLoader _loader;

    public OrderLoaderTests()
    {
        var loading = Options.Create(new LoadingOptions());
        _notFound = new NotFoundAnswers(Options.Create(new CacheOptions()), TimeProvider.System);
        _loader = new OrderLoader(
            new OrderRows(_nowhere, loading, TimeProvider.System),
            _cache,
            _notFound,
            new TrustClock(TimeProvider.System.TimestampFrequency * 3600),
            loading,
            new DatabaseState(NullLogger<DatabaseState>.Instance),
            TimeProvider.System);
    }

    [Fact]
    public async Task An_order_that_somebody_else_has_loaded_meanwhile_is_not_asked_for_again()
    {
        _cache.Store("a1", Proven);

        Assert.Equal(new LoadResult(LoadOutcome.Found, Proven), await _loader.LoadAsync("a1", CancellationToken.None));
    }

    [Fact]
    public async Task Nor_is_one_that_somebody_else_has_not_found()
    {
        _notFound.Add("a1", TimeProvider.System.GetTimestamp());

        Assert.Equal(LoadOutcome.NotFound, (await _loader.LoadAsync("a1", CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task What_is_there_but_unproven_is_asked_for()
    {
        _cache.Store("a1", Proven with { VerifiedAt = CachedOrder.Unproven });

        Assert.Equal(LoadOutcome.Unavailable, (await _loader.LoadAsync("a1", CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Who_doubts_the_cache_has_the_database_asked_whatever_is_there()
    {
        _cache.Store("a1", Proven);
        _notFound.Add("b2", TimeProvider.System.GetTimestamp());

        Assert.Equal(LoadOutcome.Unavailable, (await _loader.ReloadAsync("a1", CancellationToken.None)).Outcome);
        Assert.Equal(LoadOutcome.Unavailable, (await _loader.ReloadAsync("b2", CancellationToken.None)).Outcome);
    }

    public async ValueTask DisposeAsync()
    {
        _notFound.Dispose();
        await _nowhere.DisposeAsync();
    }
}
