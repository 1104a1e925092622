namespace Orders.Bench.Caching;

/// <summary>
/// W-TinyLFU (Einziger, Friedman, Manes: “TinyLFU: A Highly Efficient Cache Admission Policy”, ACM Transactions on Storage 13(4), 2017): a window
/// of 1 % by recency, then a segmented LRU that lets in only what was asked for more often than what would leave. Frequencies are counted exactly
/// and halved as the paper's sketch is, so it is the policy at its best.
/// </summary>
internal sealed class TinyLfu(long capacity) : Policy(capacity)
{
    private const double WindowShare = 0.01;
    private const double ProtectedShare = 0.8;
    private const int MostCounted = 15;
    private const int SamplesPerObject = 10;

    private readonly Segment _window = new();
    private readonly Segment _probation = new();
    private readonly Segment _protected = new();
    private readonly Dictionary<int, int> _frequency = [];
    private long _counted;

    private long WindowBytes => (long)(Capacity * WindowShare);

    private long MainBytes => Capacity - WindowBytes;

    public override bool Ask(int key, int size)
    {
        Count(key);
        if (_window.Touch(key) || _protected.Touch(key))
        {
            return true;
        }

        if (_probation.Remove(key))
        {
            Promote(key, size);
            return true;
        }

        _window.Add(key, size);
        while (_window.Bytes > WindowBytes)
        {
            var (candidate, bytes) = _window.RemoveColdest();
            Admit(candidate, bytes);
        }

        return false;
    }

    private void Promote(int key, int size)
    {
        _protected.Add(key, size);
        while (_protected.Bytes > MainBytes * ProtectedShare)
        {
            var (demoted, bytes) = _protected.RemoveColdest();
            _probation.Add(demoted, bytes);
        }
    }

    private void Admit(int candidate, int size)
    {
        while (_probation.Bytes + _protected.Bytes + size > MainBytes)
        {
            var victims = _probation.Count > 0 ? _probation : _protected;
            if (victims.Count == 0 || Frequency(candidate) <= Frequency(victims.Coldest))
            {
                return;
            }

            victims.RemoveColdest();
        }

        _probation.Add(candidate, size);
    }

    private int Frequency(int key) => _frequency.GetValueOrDefault(key);

    private void Count(int key)
    {
        _frequency[key] = Math.Min(Frequency(key) + 1, MostCounted);
        if (++_counted < (long)SamplesPerObject * Math.Max(1_000, _window.Count + _probation.Count + _protected.Count))
        {
            return;
        }

        _counted /= 2;
        foreach (var (known, times) in _frequency.ToArray())
        {
            if (times < 2)
            {
                _frequency.Remove(known);
            }
            else
            {
                _frequency[known] = times / 2;
            }
        }
    }

    private sealed class Segment
    {
        private readonly Dictionary<int, LinkedListNode<(int Key, int Size)>> _nodes = [];
        private readonly LinkedList<(int Key, int Size)> _order = new();

        public long Bytes { get; private set; }

        public int Count => _nodes.Count;

        public int Coldest => _order.Last!.Value.Key;

        public void Add(int key, int size)
        {
            _nodes[key] = _order.AddFirst((key, size));
            Bytes += size;
        }

        public bool Touch(int key)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                return false;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            return true;
        }

        public bool Remove(int key)
        {
            if (!_nodes.Remove(key, out var node))
            {
                return false;
            }

            _order.Remove(node);
            Bytes -= node.Value.Size;
            return true;
        }

        public (int Key, int Size) RemoveColdest()
        {
            var coldest = _order.Last!.Value;
            Remove(coldest.Key);
            return coldest;
        }
    }
}
