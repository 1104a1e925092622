using System.Collections.Concurrent;
using System.Diagnostics;

namespace Orders.AppHost.Embedded.Processes;

/// <summary>A running child in a session of its own, its output handed on line by line. It frees what it holds when the child ends.</summary>
internal sealed class ChildProcess
{
    private static readonly ConcurrentDictionary<ChildProcess, bool> Running = [];

    private readonly Lock _lock = new();
    private readonly Process _process;
    private bool _ended;

    private ChildProcess(Process process, Action<string> onLine)
    {
        _process = process;
        Id = process.Id;
        Running[this] = true;
        Exited = WaitAsync(ForwardAsync(process.StandardOutput, onLine), ForwardAsync(process.StandardError, onLine));
    }

    public int Id { get; }

    /// <summary>Completes with the exit code, once the output has been read to its end.</summary>
    public Task<int> Exited { get; }

    public static ChildProcess Start(ChildCommand command) => new(Launcher.Start(command.ToStartInfo()), command.OnLine);

    /// <summary>Runs a program to its end; cancelling kills it.</summary>
    public static async Task<int> RunAsync(ChildCommand command, CancellationToken cancellationToken)
    {
        var child = Start(command);
        try
        {
            return await child.Exited.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await child.StopAsync(Signal.Kill, TimeSpan.FromSeconds(5));
            throw;
        }
    }

    /// <summary>Kills every child of this process.</summary>
    public static void KillAll()
    {
        foreach (var child in Running.Keys)
        {
            child.Send(Signal.Kill);
        }
    }

    /// <summary>Does nothing when the child has ended: its id may belong to another process by then.</summary>
    public void Send(Signal signal)
    {
        lock (_lock)
        {
            if (!_ended && !_process.HasExited)
            {
                Unix.Send(Id, signal);
            }
        }
    }

    /// <returns>True when the child ended in time.</returns>
    public async Task<bool> StopAsync(Signal signal, TimeSpan patience)
    {
        Send(signal);
        return await Task.WhenAny(Exited, Task.Delay(patience)) == Exited;
    }

    private static async Task ForwardAsync(StreamReader output, Action<string> onLine)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            onLine(line);
        }
    }

    private async Task<int> WaitAsync(params Task[] outputs)
    {
        await _process.WaitForExitAsync();
        // A grandchild that was left behind may hold the pipes open for ever; its lines are not worth waiting for.
        await Task.WhenAny(Task.WhenAll(outputs), Task.Delay(TimeSpan.FromSeconds(1)));
        lock (_lock)
        {
            _ended = true;
            Running.TryRemove(this, out _);
            var exitCode = _process.ExitCode;
            _process.Dispose();
            return exitCode;
        }
    }
}
