using System.Diagnostics;
using Orders.QueryApi.Caching;

namespace Orders.QueryApi.Loading;

/// <summary>How the search for one order ended.</summary>
internal enum LoadOutcome
{
    Found,
    NotFound,

    /// <summary>The database did not answer.</summary>
    Unavailable,
}

internal readonly record struct LoadResult(LoadOutcome Outcome, CachedOrder Order = default);

/// <summary>One load of one order, shared by everybody who asks for it meanwhile.</summary>
internal sealed class Load
{
    // Continuations run elsewhere: a thousand waiters must not be answered under the lock.
    private readonly TaskCompletionSource<LoadResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private long _announced;

    public Task<LoadResult> Result => _result.Task;

    /// <summary>The request that began it, in whose trace the database's work is.</summary>
    public ActivityContext BegunBy { get; } = Activity.Current?.Context ?? default;

    /// <summary>A version was announced while the load was under way: what it brings must not be older.</summary>
    public void Announce(long version)
    {
        lock (_lock)
        {
            _announced = Math.Max(_announced, version);
        }
    }

    /// <summary>Call before the query is sent: what was announced until now was committed before, so the query will see it.</summary>
    public void BeginRead()
    {
        lock (_lock)
        {
            _announced = 0;
        }
    }

    /// <summary>
    /// Ends the load unless a higher version was announced since <see cref="BeginRead"/>. The check, <paramref name="apply"/>
    /// (the cache takes the result, and nobody can join this load any more) are one step for <see cref="Announce"/>: an
    /// announcement either comes before and is obeyed, or comes after and finds the cache already written, which it then
    /// raises itself.
    /// </summary>
    /// <param name="version">What was found; 0 when there is no such order.</param>
    /// <returns>False when the result is outdated and the order has to be read again.</returns>
    public bool TryFinish(long version, Func<LoadResult> apply)
    {
        LoadResult result;
        lock (_lock)
        {
            if (version < _announced)
            {
                return false;
            }

            result = apply();
        }

        _result.SetResult(result);
        return true;
    }

    /// <summary>An error that is not the database's: everybody who waits gets it.</summary>
    public void Fail(Exception exception) => _result.SetException(exception);
}
