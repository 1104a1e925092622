using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

using Orders.Chaos.Requests.Making;

namespace Orders.Chaos.Requests.Judging;

/// <summary>What was wrong. The first few of each sort are described, all are counted.</summary>
internal sealed class Findings
{
    private const int MostDescribed = 60;
    private const int MostOfASort = 2;
    private const int LongestQuote = 240;

    private readonly ConcurrentQueue<string> _described = [];
    private readonly ConcurrentDictionary<string, int> _sorts = new(StringComparer.Ordinal);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public IReadOnlyCollection<string> Described => _described;

    public void Add(string what) => Add(what, what);

    public void Add(string part, int number, Request request, string what) => Add(
        $"{request.Kind} {new string([.. what.TakeWhile(letter => letter != ':')])}",
        string.Create(CultureInfo.InvariantCulture, $"{part} #{number} ({request.Kind}, {request.Door}, {request.Manner}): {what}; asked: {Quote(request.Bytes)}"));

    private void Add(string sort, string what)
    {
        Interlocked.Increment(ref _count);
        if (_sorts.AddOrUpdate(sort, 1, static (_, count) => count + 1) <= MostOfASort && _described.Count < MostDescribed)
        {
            _described.Enqueue(what);
        }
    }

    private static string Quote(byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes.AsSpan(0, Math.Min(LongestQuote, bytes.Length)))
        {
            text.Append(value switch
            {
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n",
                >= 0x20 and < 0x7f => ((char)value).ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            });
        }

        return bytes.Length > LongestQuote ? text.Append(CultureInfo.InvariantCulture, $"… ({bytes.Length} bytes)").ToString() : text.ToString();
    }
}
