using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Orders.QueryApi.Caching;

namespace Orders.QueryApi.Loading;

/// <summary>
/// Remembers for a moment which orders do not exist, so that somebody who guesses does not reach the database each time.
/// When it is full it takes nothing more until answers expire, by design of <see cref="MemoryCache"/>: the database answers then.
/// </summary>
/// <remarks>
/// The cache drops answers by the time of day, which can be set back; how long they count is measured by a clock that only goes forward.
/// </remarks>
internal sealed class NotFoundAnswers(IOptions<CacheOptions> options, TimeProvider time) : IDisposable
{
    private const int MaxAnswers = 20_000;

    /// <summary>Long enough for a crowd that asks for the same order to cost one query a second; where a broadcast is late, the order is missing no longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MaxAnswers });
    private readonly TimeSpan _lifetime = options.Value.MaxStaleness < Longest ? options.Value.MaxStaleness : Longest;

    public bool Contains(string uid) => _answers.TryGetValue(uid, out long askedAt) && time.GetElapsedTime(askedAt) < _lifetime;

    /// <param name="askedAt">When the query was sent that did not find the order, in ticks of the time provider: so old the answer is.</param>
    public void Add(string uid, long askedAt) => _answers.Set(uid, askedAt, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = _lifetime });

    public void Remove(string uid) => _answers.Remove(uid);

    public void Dispose() => _answers.Dispose();
}
