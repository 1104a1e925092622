namespace Orders.QueryApi.Caching;

/// <summary>One entry: its place in the hash chain and in the order of use, as indices, so that a use writes no reference.</summary>
internal struct Slot
{
    public string Key;
    public CachedOrder Order;
    public int NextInBucket;
    public int Hotter;
    public int Colder;
    public int Hash;
}

/// <summary>
/// A hash table whose entries are also a list in the order of use. Slots live in pages that are never moved or copied:
/// growing costs neither twice the memory nor arrays on the large object heap. Not safe for concurrent use.
/// </summary>
internal sealed class SlotTable
{
    private const int None = -1;
    private const int PageBits = 10;
    private const int PageSize = 1 << PageBits;

    private readonly List<Slot[]> _pages = [];
    private int[] _buckets = NewBuckets(64);
    private int _used;
    private int _free = None;

    public int Count { get; private set; }

    public int HotEnd { get; private set; } = None;

    public int ColdEnd { get; private set; } = None;

    public ref Slot this[int slot] => ref _pages[slot >> PageBits][slot & (PageSize - 1)];

    public int Find(string key, int hash)
    {
        var slot = _buckets[hash & (_buckets.Length - 1)];
        while (slot != None)
        {
            ref var entry = ref this[slot];
            if (entry.Hash == hash && entry.Key == key)
            {
                return slot;
            }

            slot = entry.NextInBucket;
        }

        return None;
    }

    public void AddAtHotEnd(string key, int hash, CachedOrder order) => LinkHot(Add(key, hash, order));

    public void AddAtColdEnd(string key, int hash, CachedOrder order)
    {
        var slot = Add(key, hash, order);
        ref var entry = ref this[slot];
        entry.Colder = None;
        entry.Hotter = ColdEnd;
        if (ColdEnd == None)
        {
            HotEnd = slot;
        }
        else
        {
            this[ColdEnd].Colder = slot;
        }

        ColdEnd = slot;
    }

    public void MoveToHotEnd(int slot)
    {
        if (slot != HotEnd)
        {
            Unlink(ref this[slot]);
            LinkHot(slot);
        }
    }

    public void Remove(int slot)
    {
        ref var entry = ref this[slot];
        Unlink(ref entry);
        ref var link = ref _buckets[entry.Hash & (_buckets.Length - 1)];
        while (link != slot)
        {
            link = ref this[link].NextInBucket;
        }

        link = entry.NextInBucket;
        entry = new Slot { NextInBucket = _free };
        _free = slot;
        Count--;
    }

    private static int[] NewBuckets(int count)
    {
        var buckets = new int[count];
        Array.Fill(buckets, None);
        return buckets;
    }

    private int Add(string key, int hash, CachedOrder order)
    {
        if (Count == _buckets.Length)
        {
            DoubleBuckets();
        }

        var slot = TakeSlot();
        ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
        this[slot] = new Slot { Key = key, Order = order, Hash = hash, NextInBucket = bucket };
        bucket = slot;
        Count++;
        return slot;
    }

    private int TakeSlot()
    {
        if (_free != None)
        {
            var slot = _free;
            _free = this[slot].NextInBucket;
            return slot;
        }

        if (_used == _pages.Count << PageBits)
        {
            _pages.Add(new Slot[PageSize]);
        }

        return _used++;
    }

    private void DoubleBuckets()
    {
        _buckets = NewBuckets(_buckets.Length * 2);
        for (var slot = HotEnd; slot != None; slot = this[slot].Colder)
        {
            ref var entry = ref this[slot];
            ref var bucket = ref _buckets[entry.Hash & (_buckets.Length - 1)];
            entry.NextInBucket = bucket;
            bucket = slot;
        }
    }

    private void LinkHot(int slot)
    {
        ref var entry = ref this[slot];
        entry.Hotter = None;
        entry.Colder = HotEnd;
        if (HotEnd == None)
        {
            ColdEnd = slot;
        }
        else
        {
            this[HotEnd].Hotter = slot;
        }

        HotEnd = slot;
    }

    private void Unlink(ref Slot entry)
    {
        if (entry.Hotter == None)
        {
            HotEnd = entry.Colder;
        }
        else
        {
            this[entry.Hotter].Colder = entry.Colder;
        }

        if (entry.Colder == None)
        {
            ColdEnd = entry.Hotter;
        }
        else
        {
            this[entry.Colder].Hotter = entry.Hotter;
        }
    }
}
