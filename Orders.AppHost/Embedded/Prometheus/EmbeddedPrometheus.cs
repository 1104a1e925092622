using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

using Orders.AppHost.Embedded.Processes;
using Orders.AppHost.Embedded.Reporting;
using Orders.AppHost.Embedded.Services;

namespace Orders.AppHost.Embedded.Prometheus;

/// <summary>
/// Prometheus beside the system, when the machine has it: started once everything is ready, started again when it dies.
/// Nothing waits for it, and nothing that befalls it reaches the system.
/// </summary>
internal sealed class EmbeddedPrometheus(string dataFolder, ServicePlan plan, Output output) : IAsyncDisposable
{
    private const string Name = "prometheus";

    // By the time this is asked for, it has had as long as the services took to stop. Whatever it was writing, its log replays.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly PrometheusFolder _folder = new(Path.Combine(dataFolder, Name));
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ChildProcess? _child;
    private Task _supervision = Task.CompletedTask;
    private int _port;

    /// <summary>Null when it does not run here.</summary>
    public string? Address => _child is null ? null : string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}");

    public int? Pid => _child?.Id;

    /// <param name="onRestart">Called whenever it has been started again, perhaps at another address.</param>
    public void Start(Action onRestart)
    {
        if (Programs.FindOnPath(Name) is not { } program)
        {
            output.Say("No prometheus on the PATH: for graphs, rules and alerts install it (Debian: apt-get install prometheus; or https://prometheus.io/download) and start again.");
            return;
        }

        _port = LoopbackPort.Next();
        _supervision = RunAsync(program, onRestart);
    }

    /// <summary>Asks it to stop, without waiting; it is not started again.</summary>
    public void BeginStop()
    {
        lock (_lock)
        {
            _stop.TrySetResult();
            _child?.Send(Signal.Terminate);
        }
    }

    public async ValueTask DisposeAsync()
    {
        BeginStop();
        if (_child is { } child && await Task.WhenAny(child.Exited, Task.Delay(Patience)) != child.Exited)
        {
            await child.StopAsync(Signal.Kill, Patience);
        }

        await _supervision;
    }

    /// <returns>Null when it is not to run any more.</returns>
    private ChildProcess? TryStartChild(string program)
    {
        lock (_lock)
        {
            return _stop.Task.IsCompleted ? null : _child = ChildProcess.Start(_folder.Command(program, _port, line => output.Forward(Name, line)));
        }
    }

    private async Task RunAsync(string program, Action onRestart)
    {
        try
        {
            _folder.Prepare(PrometheusTargets.Of(plan, _port));
            await SuperviseAsync(program, onRestart);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            // A full disk, or a folder or program that is not for this user.
            output.Say($"Prometheus does not run: {exception.Message}");
        }
    }

    private async Task SuperviseAsync(string program, Action onRestart)
    {
        var pause = new RestartPause();
        for (var child = TryStartChild(program); child is not null; child = TryStartAgain(program, onRestart))
        {
            var clock = Stopwatch.StartNew();
            var exitCode = await child.Exited;
            if (_stop.Task.IsCompleted)
            {
                return;
            }

            var wait = pause.After(clock.Elapsed);
            output.Say(string.Create(CultureInfo.InvariantCulture, $"{Name} (process {child.Id}) ended with exit code {exitCode}; it is started again in {wait.TotalSeconds} s."));
            await Task.WhenAny(Task.Delay(wait), _stop.Task);
        }
    }

    private ChildProcess? TryStartAgain(string program, Action onRestart)
    {
        if (!LoopbackPort.IsFree(_port))
        {
            _port = LoopbackPort.Next();
            _folder.Write(PrometheusTargets.Of(plan, _port));
            output.Say($"{Name} moves to {Address}: somebody else has its port.");
        }

        var child = TryStartChild(program);
        if (child is not null)
        {
            onRestart();
        }

        return child;
    }
}
