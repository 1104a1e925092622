using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Orders.QueryApi.Caching;
using Orders.QueryApi.Following;

namespace Orders.QueryApi.Loading;

/// <summary>
/// Brings orders from the database into the cache, or proves that what is there is current: one load at a time for a key,
/// whoever asks. Nobody's cancellation ends a load for the others.
/// </summary>
/// <remarks>
/// Why no reader sees a version go backwards, even when entries are evicted in between: a broadcast first marks the load of
/// its key (<see cref="Announce"/>), cancels a "not found", and only then enters the cache. A load that was running is thus
/// read again; one that starts after the mark queries after the commit that the broadcast tells of; and a finished load is
/// removed from the table in the same step in which its result enters the cache, so nobody joins it later.
/// Why a crowd is one query: who found nothing in the cache may come to the table when the load that it wanted to join has just
/// left it. It begins one of its own, and looks again before it asks the database: what the other one found is there.
/// </remarks>
internal sealed class OrderLoader(
    OrderRows rows,
    OrderCache cache,
    NotFoundAnswers notFound,
    TrustClock trust,
    IOptions<LoadingOptions> options,
    DatabaseState database,
    TimeProvider time)
{
    /// <summary>Why a request's span links to another one.</summary>
    private static readonly ActivityTagsCollection JoinedLoad = [new("orders.link", "waits for the load of this request")];

    private readonly ConcurrentDictionary<string, Load> _loads = new(StringComparer.Ordinal);

    /// <summary>
    /// Loads the order, or compares the cached one with the database, unless somebody else's load has made that needless since the caller
    /// looked into the cache.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the load.</param>
    public Task<LoadResult> LoadAsync(string uid, CancellationToken cancellationToken) => JoinAsync(uid, mustAsk: false, cancellationToken);

    /// <summary>As <see cref="LoadAsync"/>, but whatever the cache knows: for a caller that has reason to doubt it.</summary>
    /// <param name="cancellationToken">Ends the wait, not the load.</param>
    public Task<LoadResult> ReloadAsync(string uid, CancellationToken cancellationToken) => JoinAsync(uid, mustAsk: true, cancellationToken);

    /// <summary>Call for a broadcast before the cache gets it.</summary>
    public void Announce(string uid, long version)
    {
        if (_loads.TryGetValue(uid, out var load))
        {
            load.Announce(version);
        }

        notFound.Remove(uid);
    }

    private Task<LoadResult> JoinAsync(string uid, bool mustAsk, CancellationToken cancellationToken)
    {
        if (!_loads.TryGetValue(uid, out var load))
        {
            var mine = new Load();
            load = _loads.GetOrAdd(uid, mine);
            if (load == mine)
            {
                _ = RunAsync(uid, mine, mustAsk);
                return mine.Result.WaitAsync(cancellationToken);
            }
        }

        if (Activity.Current is { IsAllDataRequested: true } span && load.BegunBy != default)
        {
            span.AddLink(new ActivityLink(load.BegunBy, JoinedLoad));
        }

        return load.Result.WaitAsync(cancellationToken);
    }

    private async Task RunAsync(string uid, Load load, bool mustAsk)
    {
        try
        {
            if (!mustAsk && TryFinishAsKnown(uid, load))
            {
                return;
            }

            using var deadline = new CancellationTokenSource(options.Value.Timeout, time);
            await ReadUntilCurrentAsync(uid, load, deadline.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            DatabaseMetrics.Failed(DatabaseMetrics.LoadOrder);
            database.Failed(exception);
            load.TryFinish(long.MaxValue, () => Leave(uid, load, new LoadResult(LoadOutcome.Unavailable)));
        }
#pragma warning disable CA1031 // Not swallowed: everybody who waits for the load gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Leave(uid, load, default);
            load.Fail(exception);
        }
    }

    private bool TryFinishAsKnown(string uid, Load load)
    {
        load.BeginRead();
        if (cache.TryPeek(uid, out var known) && trust.IsFresh(known.VerifiedAt, time.GetTimestamp()))
        {
            return load.TryFinish(known.Version, () => Leave(uid, load, new LoadResult(LoadOutcome.Found, known)));
        }

        return notFound.Contains(uid) && load.TryFinish(0, () => Leave(uid, load, new LoadResult(LoadOutcome.NotFound)));
    }

    private async Task ReadUntilCurrentAsync(string uid, Load load, CancellationToken deadline)
    {
        bool finished;
        do
        {
            load.BeginRead();
            cache.TryPeek(uid, out var known);
            var sentAt = time.GetTimestamp();
            OrderRow? row;
            using (DatabaseMetrics.Measure(DatabaseMetrics.LoadOrder, time))
            {
                row = await rows.FindAsync(uid, known.Version, deadline);
            }

            database.Answered();
            finished = load.TryFinish(row?.Version ?? 0, () => Leave(uid, load, Apply(uid, known, row, sentAt)));
        }
        while (!finished);
    }

    private LoadResult Apply(string uid, CachedOrder known, OrderRow? row, long sentAt)
    {
        if (row is not { } found)
        {
            cache.Remove(uid);
            notFound.Add(uid, sentAt);
            return new LoadResult(LoadOutcome.NotFound);
        }

        var order = new CachedOrder(found.Document ?? known.Document, found.Version, sentAt);
        Debug.Assert(order.Document is not null, "Without a known version the query brings the document.");
        cache.Store(uid, order);
        return new LoadResult(LoadOutcome.Found, order);
    }

    private LoadResult Leave(string uid, Load load, LoadResult result)
    {
        _loads.TryRemove(KeyValuePair.Create(uid, load));
        return result;
    }
}
