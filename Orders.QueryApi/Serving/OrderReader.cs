using Orders.QueryApi.Caching;
using Orders.QueryApi.Following;
using Orders.QueryApi.Loading;

namespace Orders.QueryApi.Serving;

/// <summary>Finds an order: in the cache as long as that is provably current, otherwise with the database's help.</summary>
internal sealed class OrderReader(
    OrderCache cache,
    NotFoundAnswers notFound,
    OrderLoader loader,
    TrustClock trust,
    DatabaseState database,
    TimeProvider time)
{
    /// <summary>Looks for the order without the database, so without waiting.</summary>
    /// <param name="found">The answer, or, as far as there is one, what <see cref="AskDatabaseAsync"/> has to prove.</param>
    /// <returns>Whether that is the answer.</returns>
    public bool TryFind(string uid, out FoundOrder found)
    {
        if (cache.TryGet(uid, out var order))
        {
            var fresh = trust.IsFresh(order.VerifiedAt, time.GetTimestamp());
            found = new FoundOrder(fresh ? Finding.Hit : Finding.Stale, order);
            return fresh;
        }

        var known = notFound.Contains(uid);
        found = new FoundOrder(known ? Finding.NotFound : Finding.Unavailable);
        return known;
    }

    /// <summary>Finds the order after <see cref="TryFind"/> could not.</summary>
    public Task<FoundOrder> AskDatabaseAsync(string uid, FoundOrder found, CancellationToken cancellationToken) =>
        found.Finding == Finding.Stale ? CompareAsync(uid, found.Order, cancellationToken) : LoadAsync(uid, cancellationToken);

    private async Task<FoundOrder> CompareAsync(string uid, CachedOrder cached, CancellationToken cancellationToken)
    {
        var comparison = loader.LoadAsync(uid, cancellationToken);
        if (database.IsAway && !comparison.IsCompleted)
        {
            // Nobody should wait for a timeout to get what is here. The comparison goes on and notices when the database is back.
            return new FoundOrder(Finding.Stale, cached);
        }

        var result = await comparison;
        return result.Outcome switch
        {
            LoadOutcome.Found => new FoundOrder(result.Order.Version == cached.Version ? Finding.Hit : Finding.Miss, result.Order),
            LoadOutcome.NotFound => new FoundOrder(Finding.NotFound),
            _ => new FoundOrder(Finding.Stale, cache.TryPeek(uid, out var latest) ? latest : cached),
        };
    }

    private async Task<FoundOrder> LoadAsync(string uid, CancellationToken cancellationToken)
    {
        var result = await loader.LoadAsync(uid, cancellationToken);
        return result.Outcome switch
        {
            LoadOutcome.Found => new FoundOrder(Finding.Miss, result.Order),
            LoadOutcome.NotFound => new FoundOrder(Finding.NotFound),

            // A broadcast may have brought it meanwhile.
            _ => cache.TryPeek(uid, out var latest) ? new FoundOrder(Finding.Stale, latest) : new FoundOrder(Finding.Unavailable),
        };
    }
}
