using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Orders.Bench.Tools;

/// <summary>Passes lines on and remembers those that say something.</summary>
internal sealed class LineFinder(TextWriter next, Regex wanted) : TextWriter
{
    private readonly ConcurrentQueue<Match> _found = [];

    public override Encoding Encoding => next.Encoding;

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<Match> Found => [.. _found];

    /// <summary>A line comes whole: that is how they are printed.</summary>
    public override void WriteLine(string? value)
    {
        next.WriteLine(value);
        if (value is not null && wanted.Match(value) is { Success: true } match)
        {
            _found.Enqueue(match);
        }
    }

    public override void Write(char value) => next.Write(value);
}
