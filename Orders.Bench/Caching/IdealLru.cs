namespace Orders.Bench.Caching;

/// <summary>Strictly least recently used, of the whole cache.</summary>
internal sealed class IdealLru(long capacity) : Policy(capacity)
{
    private readonly Dictionary<int, LinkedListNode<(int Key, int Size)>> _nodes = [];
    private readonly LinkedList<(int Key, int Size)> _order = new();
    private long _bytes;

    public override bool Ask(int key, int size)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            _order.Remove(node);
            _order.AddFirst(node);
            return true;
        }

        _bytes += size;
        _nodes[key] = _order.AddFirst((key, size));
        while (_bytes > Capacity)
        {
            var (coldest, bytes) = _order.Last!.Value;
            _order.RemoveLast();
            _nodes.Remove(coldest);
            _bytes -= bytes;
        }

        return false;
    }
}
