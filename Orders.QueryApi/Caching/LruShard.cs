namespace Orders.QueryApi.Caching;

/// <summary>
/// A strictly least-recently-used table bounded by bytes. Every operation takes constant time; a hit allocates nothing.
/// </summary>
internal sealed class LruShard(long maxBytes)
{
    /// <summary>
    /// What an entry costs beside the bytes of its document and the characters of its key: a slot (48), its share of the
    /// buckets (4 to 8), the headers of the array (24) and the string (22), and their padding. A test measures it.
    /// </summary>
    public const int OverheadBytes = 112;

    private readonly Lock _lock = new();
    private readonly SlotTable _slots = new();
    private long _bytes;
    private long _evictions;
    private long _hits;
    private long _misses;
    private bool _coldEndClosed;

    public static long SizeOf(string key, byte[] document) => document.LongLength + (2L * key.Length) + OverheadBytes;

    /// <summary>Whether the warm-up can add nothing more.</summary>
    public bool ColdEndClosed
    {
        get
        {
            lock (_lock)
            {
                return _coldEndClosed;
            }
        }
    }

    public ShardStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return new(_slots.Count, _bytes, _hits, _misses, _evictions);
            }
        }
    }

    /// <summary>Finds an entry and makes it the most recently used one.</summary>
    public bool TryGet(string key, int hash, out CachedOrder order)
    {
        lock (_lock)
        {
            var slot = _slots.Find(key, hash);
            if (slot < 0)
            {
                _misses++;
                order = default;
                return false;
            }

            _hits++;
            _slots.MoveToHotEnd(slot);
            order = _slots[slot].Order;
            return true;
        }
    }

    /// <summary>Finds an entry without counting as a use of it.</summary>
    public bool TryPeek(string key, int hash, out CachedOrder order)
    {
        lock (_lock)
        {
            var slot = _slots.Find(key, hash);
            order = slot < 0 ? default : _slots[slot].Order;
            return slot >= 0;
        }
    }

    /// <summary>Takes a version that was announced: only if it is higher than the one that is here.</summary>
    /// <returns>Whether this was news.</returns>
    public bool Offer(string key, int hash, byte[] document, long version)
    {
        lock (_lock)
        {
            var slot = _slots.Find(key, hash);
            if (slot < 0)
            {
                Add(key, hash, new CachedOrder(document, version, CachedOrder.Unproven));
                return true;
            }

            var known = _slots[slot].Order;
            if (version <= known.Version)
            {
                return false;
            }

            // The higher version became current after the one that was proven, so the older proof bounds its age too.
            Replace(slot, key, new CachedOrder(document, version, known.VerifiedAt));
            return true;
        }
    }

    /// <summary>Takes what the database says. The caller makes sure that no higher version was announced since it was asked.</summary>
    public void Store(string key, int hash, CachedOrder order)
    {
        lock (_lock)
        {
            var slot = _slots.Find(key, hash);
            if (slot < 0)
            {
                Add(key, hash, order);
            }
            else
            {
                Replace(slot, key, order);
            }
        }
    }

    /// <summary>Adds an entry as the least recently used one, as long as nothing has to leave for it.</summary>
    public ColdAddition AddAtColdEnd(string key, int hash, CachedOrder order)
    {
        var size = SizeOf(key, order.Document);
        lock (_lock)
        {
            if (_coldEndClosed)
            {
                return ColdAddition.Full;
            }

            if (size > maxBytes || _slots.Find(key, hash) >= 0)
            {
                return ColdAddition.Skipped;
            }

            if (_bytes + size > maxBytes)
            {
                _coldEndClosed = true;
                return ColdAddition.Full;
            }

            _slots.AddAtColdEnd(key, hash, order);
            _bytes += size;
            return ColdAddition.Added;
        }
    }

    public void Remove(string key, int hash)
    {
        lock (_lock)
        {
            var slot = _slots.Find(key, hash);
            if (slot >= 0)
            {
                RemoveSlot(slot);
            }
        }
    }

    private void Add(string key, int hash, CachedOrder order)
    {
        var size = SizeOf(key, order.Document);
        if (size > maxBytes)
        {
            return;
        }

        MakeRoom(size);
        _slots.AddAtHotEnd(key, hash, order);
        _bytes += size;
    }

    private void Replace(int slot, string key, CachedOrder order)
    {
        var growth = order.Document.LongLength - _slots[slot].Order.Document.LongLength;
        if (SizeOf(key, order.Document) > maxBytes)
        {
            RemoveSlot(slot);
            return;
        }

        // At the hot end it is the last one to leave, and it fits: making room never removes it.
        _slots.MoveToHotEnd(slot);
        MakeRoom(growth);
        _slots[slot].Order = order;
        _bytes += growth;
    }

    private void MakeRoom(long size)
    {
        while (_bytes + size > maxBytes)
        {
            RemoveSlot(_slots.ColdEnd);
            _evictions++;

            // What was evicted may have been newer than what the warm-up read before: it must not come back from there.
            _coldEndClosed = true;
        }
    }

    private void RemoveSlot(int slot)
    {
        ref var entry = ref _slots[slot];
        _bytes -= SizeOf(entry.Key, entry.Order.Document);
        _slots.Remove(slot);
    }
}
