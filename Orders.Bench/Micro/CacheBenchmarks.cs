using System.Globalization;

using BenchmarkDotNet.Attributes;

using Orders.QueryApi.Caching;

namespace Orders.Bench.Micro;

/// <summary>What a request and a broadcast do with the cache, at its default size and full.</summary>
[MemoryDiagnoser]
public class CacheBenchmarks
{
    private const long MaxBytes = 256 * 1024 * 1024;
    private const int Orders = 300_000;
    private const int DocumentBytes = 1_024;

    private readonly OrderCache _cache = new(MaxBytes);
    private readonly byte[] _document = new byte[DocumentBytes];
    private string[] _uids = [];
    private int _next;
    private long _version;

    [GlobalSetup]
    public void Fill()
    {
        _uids = [.. Enumerable.Range(0, Orders).Select(number => number.ToString("x16", CultureInfo.InvariantCulture))];
        foreach (var uid in _uids)
        {
            _cache.Store(uid, new CachedOrder(_document, 1, CachedOrder.Unproven));
        }
    }

    /// <summary>The newest quarter is all there.</summary>
    [Benchmark(Baseline = true)]
    public bool Hit() => _cache.TryGet(_uids[^(1 + (_next++ & 0xFFFF))], out _);

    [Benchmark]
    public bool Miss() => _cache.TryGet("nobody", out _);

    [Benchmark]
    public bool NewVersion() => _cache.Offer(_uids[^1], _document, ++_version);

    /// <summary>Each takes the place of another one.</summary>
    [Benchmark]
    public void StoreAndEvict()
    {
        _next = _next + 1 < Orders ? _next + 1 : 0;
        _cache.Store(_uids[_next], new CachedOrder(_document, 1, CachedOrder.Unproven));
    }
}
