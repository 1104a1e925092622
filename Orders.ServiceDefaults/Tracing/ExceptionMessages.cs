using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>
/// Decides what an <c>exception</c> event of any span says, whoever records it: types and where they were thrown. Messages are
/// left out, because those of parsers and servers quote what they refuse, and that may be a name or an address.
/// </summary>
internal sealed class ExceptionMessages : IDisposable
{
    private const string Message = "exception.message";
    private const string StackTrace = "exception.stacktrace";

    private readonly ActivityListener _listener = new() { ShouldListenTo = _ => true, ExceptionRecorder = Record };

    public ExceptionMessages() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    /// <summary>Tags that are there stay: the runtime adds its own only for those that are missing.</summary>
    private static void Record(Activity activity, Exception exception, ref TagList tags)
    {
        Add(ref tags, Message, Describe(exception));
        Add(ref tags, StackTrace, Frames(exception));
    }

    private static void Add(ref TagList tags, string key, string value)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == key)
            {
                return;
            }
        }

        tags.Add(key, value);
    }

    private static string Describe(Exception exception) => exception switch
    {
        DbException { SqlState: { } state } => $"SQLSTATE {state}",
        SocketException socket => $"socket error {socket.SocketErrorCode}",
        { InnerException: { } inner } => $"{exception.GetType().Name}: {Describe(inner)}",
        _ => exception.GetType().Name,
    };

    private static string Frames(Exception exception)
    {
        var own = $"{exception.GetType()}{Environment.NewLine}{exception.StackTrace}";
        return exception.InnerException is { } inner ? $"{own}{Environment.NewLine} ---> {Frames(inner)}" : own;
    }
}
