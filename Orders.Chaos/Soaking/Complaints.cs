using System.Collections.Concurrent;

namespace Orders.Chaos.Soaking;

/// <summary>Whatever must not happen in a run without faults. Every one is counted; the first ones are kept in words.</summary>
internal sealed class Complaints
{
    private const int Kept = 20;

    private readonly ConcurrentQueue<string> _first = [];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public IEnumerable<string> First => _first;

    public void Add(string complaint)
    {
        if (Interlocked.Increment(ref _count) <= Kept)
        {
            _first.Enqueue(complaint);
        }
    }
}
