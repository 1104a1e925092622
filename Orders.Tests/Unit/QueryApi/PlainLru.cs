using Orders.QueryApi.Caching;

namespace Orders.Tests.Unit.QueryApi;

/// <summary>The rules of the cache, written as plainly as possible: a list, hottest first.</summary>
internal sealed class PlainLru(long maxBytes)
{
    private readonly List<(string Key, byte[] Document, long Version)> _entries = [];
    private bool _coldEndClosed;

    public IReadOnlyList<(string Key, byte[] Document, long Version)> Entries => _entries;

    public int Count => _entries.Count;

    public long Bytes => _entries.Sum(entry => LruShard.SizeOf(entry.Key, entry.Document));

    public long Evictions { get; private set; }

    public bool Use(string key)
    {
        var index = _entries.FindIndex(entry => entry.Key == key);
        if (index < 0)
        {
            return false;
        }

        var entry = _entries[index];
        _entries.RemoveAt(index);
        _entries.Insert(0, entry);
        return true;
    }

    public bool Offer(string key, byte[] document, long version)
    {
        if (_entries.Any(entry => entry.Key == key && entry.Version >= version))
        {
            return false;
        }

        Store(key, document, version);
        return true;
    }

    public void Store(string key, byte[] document, long version)
    {
        Remove(key);
        if (LruShard.SizeOf(key, document) <= maxBytes)
        {
            _entries.Insert(0, (key, document, version));
        }

        while (Bytes > maxBytes)
        {
            _entries.RemoveAt(_entries.Count - 1);
            Evictions++;
            _coldEndClosed = true;
        }
    }

    public ColdAddition AddAtColdEnd(string key, byte[] document, long version)
    {
        var size = LruShard.SizeOf(key, document);
        if (_coldEndClosed)
        {
            return ColdAddition.Full;
        }

        if (size > maxBytes || _entries.Any(entry => entry.Key == key))
        {
            return ColdAddition.Skipped;
        }

        _coldEndClosed = Bytes + size > maxBytes;
        if (_coldEndClosed)
        {
            return ColdAddition.Full;
        }

        _entries.Add((key, document, version));
        return ColdAddition.Added;
    }

    public void Remove(string key) => _entries.RemoveAll(entry => entry.Key == key);
}
