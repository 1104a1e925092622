namespace Orders.Bench.Caching;

/// <summary>
/// S3-FIFO (Yang, Zhang, Qiu, Yue, Rashmi: “FIFO queues are all you need for cache eviction”, SOSP 2023): a small queue for what is new, a main
/// queue for what was asked for again, and the keys of what the small one dropped.
/// </summary>
internal sealed class S3Fifo(long capacity) : Policy(capacity)
{
    private const int MostUses = 3;
    private const double SmallShare = 0.1;

    private readonly Dictionary<int, Entry> _entries = [];
    private readonly Queue<Entry> _small = new();
    private readonly Queue<Entry> _main = new();
    private readonly Queue<(int Key, int Size)> _ghosts = new();
    private readonly HashSet<int> _isGhost = [];
    private long _smallBytes;
    private long _mainBytes;
    private long _ghostBytes;

    public override bool Ask(int key, int size)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            entry.Uses = Math.Min(entry.Uses + 1, MostUses);
            return true;
        }

        while (_smallBytes + _mainBytes + size > Capacity && _entries.Count > 0)
        {
            Evict();
        }

        entry = new Entry(key, size);
        _entries[key] = entry;
        if (_isGhost.Remove(key))
        {
            AddToMain(entry);
        }
        else
        {
            _small.Enqueue(entry);
            _smallBytes += size;
        }

        return false;
    }

    private void Evict()
    {
        if (_main.Count == 0 || _smallBytes > Capacity * SmallShare)
        {
            EvictFromSmall();
        }
        else
        {
            EvictFromMain();
        }
    }

    private void EvictFromSmall()
    {
        while (_small.TryDequeue(out var entry))
        {
            _smallBytes -= entry.Size;
            if (entry.Uses <= 1)
            {
                _entries.Remove(entry.Key);
                Remember(entry);
                return;
            }

            entry.Uses = 0;
            AddToMain(entry);
        }
    }

    private void EvictFromMain()
    {
        while (_main.TryDequeue(out var entry))
        {
            _mainBytes -= entry.Size;
            if (entry.Uses == 0)
            {
                _entries.Remove(entry.Key);
                return;
            }

            entry.Uses--;
            AddToMain(entry);
        }
    }

    private void AddToMain(Entry entry)
    {
        _main.Enqueue(entry);
        _mainBytes += entry.Size;
    }

    /// <summary>As many keys as the main queue would hold objects.</summary>
    private void Remember(Entry entry)
    {
        if (!_isGhost.Add(entry.Key))
        {
            return;
        }

        _ghosts.Enqueue((entry.Key, entry.Size));
        _ghostBytes += entry.Size;
        while (_ghostBytes > Capacity * (1 - SmallShare) && _ghosts.TryDequeue(out var forgotten))
        {
            _ghostBytes -= forgotten.Size;
            _isGhost.Remove(forgotten.Key);
        }
    }

    private sealed class Entry(int key, int size)
    {
        public int Key => key;

        public int Size => size;

        public int Uses { get; set; }
    }
}
