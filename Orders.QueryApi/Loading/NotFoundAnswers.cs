using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Orders.QueryApi.Caching;

namespace Orders.QueryApi.Loading;

/// <summary>
/// Remembers for a moment which orders do not exist, so that somebody who guesses does not reach the database each time.
/// When it is full it takes nothing more until answers expire, by design of <see cref="MemoryCache"/>: the database answers then.
/// </summary>
internal sealed class NotFoundAnswers(IOptions<CacheOptions> options) : IDisposable
{
    private const int MaxAnswers = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MaxAnswers });
    private readonly TimeSpan _lifetime = options.Value.MaxStaleness < Longest ? options.Value.MaxStaleness : Longest;

    public bool Contains(string uid) => _answers.TryGetValue(uid, out _);

    public void Add(string uid) => _answers.Set(uid, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = _lifetime });

    public void Remove(string uid) => _answers.Remove(uid);

    public void Dispose() => _answers.Dispose();
}
