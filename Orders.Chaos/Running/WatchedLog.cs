using System.Collections.Concurrent;
using System.Text;

namespace Orders.Chaos.Running;

/// <summary>What servers and services print, searched for personal data line by line: none may ever be there.</summary>
/// <param name="personalData">Of every order that is sent.</param>
internal sealed class WatchedLog(TextWriter log, IReadOnlyList<string> personalData) : TextWriter
{
    private readonly ConcurrentQueue<string> _found = [];

    public override Encoding Encoding => log.Encoding;

    /// <summary>Who printed what kind of value; the line itself is not repeated.</summary>
    public IReadOnlyCollection<string> Found => _found;

    /// <summary>A line comes whole: that is how they are printed.</summary>
    public override void WriteLine(string? value)
    {
        log.WriteLine(value);
        if (value is not null && personalData.Any(part => value.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            _found.Enqueue($"{value.Split('|')[0].Trim()} has printed personal data of an order.");
        }
    }

    public override void Write(char value) => log.Write(value);
}
