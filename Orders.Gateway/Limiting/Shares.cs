using System.Collections.Concurrent;

namespace Orders.Gateway.Limiting;

/// <summary>How many of something (connections, event streams) each holder has open. Holders of none are not remembered.</summary>
internal sealed class Shares<THolder>
    where THolder : notnull
{
    private readonly ConcurrentDictionary<THolder, int> _open = [];

    public int Holders => _open.Count;

    /// <returns>False when the holder has <paramref name="limit"/> of them already.</returns>
    public bool TryOpen(THolder holder, int limit)
    {
        while (true)
        {
            if (!_open.TryGetValue(holder, out var open))
            {
                if (limit <= 0 || _open.TryAdd(holder, 1))
                {
                    return limit > 0;
                }
            }
            else if (open >= limit)
            {
                return false;
            }
            else if (_open.TryUpdate(holder, open + 1, open))
            {
                return true;
            }
        }
    }

    public void Close(THolder holder)
    {
        while (true)
        {
            var open = _open[holder];
            if (open > 1 ? _open.TryUpdate(holder, open - 1, open) : _open.TryRemove(KeyValuePair.Create(holder, open)))
            {
                return;
            }
        }
    }
}
