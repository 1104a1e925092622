using System.Text;

using Orders.Chaos.Requests.Knowing;

namespace Orders.Chaos.Requests.Measuring;

/// <summary>Reads what the services print: nobody is named in it, and no request is worth an error.</summary>
internal sealed class LogWatch(TextWriter next) : TextWriter
{
    private const int MostKept = 10;
    private static readonly string[] Errors = ["fail:", "crit:", "\"LogLevel\":\"Error\"", "\"LogLevel\":\"Critical\"", "Unhandled exception"];

    /// <summary>
    /// The server's own complaint when a client goes away in the middle of a body that is being passed on: the proxy has given up a read that
    /// the server still counts (github.com/dotnet/yarp/issues/2655). The connection is closed, as it must be; nothing else hangs on it.
    /// </summary>
    private const string AbandonedBody = "automatic draining of the request body failed because the body reader is in an invalid state";

    private readonly List<string> _errors = [];
    private long _lines;
    private int _indiscreet;
    private int _errorCount;

    public override Encoding Encoding => Encoding.UTF8;

    public long Lines => Interlocked.Read(ref _lines);

    /// <summary>Lines that name somebody. They are not repeated here.</summary>
    public int Indiscreet => Volatile.Read(ref _indiscreet);

    public int ErrorCount => Volatile.Read(ref _errorCount);

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> ErrorLines
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    public override void WriteLine(string? value)
    {
        next.WriteLine(value);
        var line = value ?? "";
        Interlocked.Increment(ref _lines);
        if (Person.Traces.Any(trace => line.Contains(trace, StringComparison.OrdinalIgnoreCase)))
        {
            Interlocked.Increment(ref _indiscreet);
        }

        if (Errors.Any(error => line.Contains(error, StringComparison.Ordinal)) && !line.Contains(AbandonedBody, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _errorCount);
            lock (_errors)
            {
                if (_errors.Count < MostKept)
                {
                    _errors.Add(line);
                }
            }
        }
    }
}
