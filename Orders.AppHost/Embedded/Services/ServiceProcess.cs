using System.Diagnostics;
using System.Globalization;

using Orders.AppHost.Embedded.Processes;
using Orders.AppHost.Embedded.Reporting;

namespace Orders.AppHost.Embedded.Services;

/// <summary>Keeps one service running: started again whenever it dies, until it is stopped.</summary>
internal sealed class ServiceProcess(ServiceSpec spec, Output output)
{
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ChildProcess? _child;
    private Task _supervision = Task.CompletedTask;
    private bool _wasReady;

    public ServiceSpec Spec => spec;

    public int Pid
    {
        get
        {
            lock (_lock)
            {
                return _child?.Id ?? throw new InvalidOperationException($"{spec.Name} was not started.");
            }
        }
    }

    /// <summary>To the process that runs now; nothing happens while there is none.</summary>
    public void Send(Signal signal)
    {
        lock (_lock)
        {
            _child?.Send(signal);
        }
    }

    /// <param name="onRestart">Called whenever the service has been started again.</param>
    public void Start(Action onRestart)
    {
        if (TryStartChild() is { } child)
        {
            _supervision = SuperviseAsync(child, onRestart);
        }
    }

    /// <summary>Waits for the first time that the service answers 200 there.</summary>
    /// <exception cref="StartupException">It died first, or it took too long.</exception>
    public async Task BecomesReadyAsync(HealthProbe probe, string path, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = probe.WaitAsync(spec.Name, new Uri(new Uri(spec.Address), path), either.Token);
        if (await Task.WhenAny(ready, _supervision) == _supervision)
        {
            await either.CancelAsync();
            await _supervision;
        }

        await ready;
        _wasReady = true;
    }

    /// <summary>From here on the service is not started again.</summary>
    public void EndSupervision()
    {
        lock (_lock)
        {
            _stop.TrySetResult();
        }
    }

    /// <summary>SIGTERM, and SIGKILL when that was not enough in time.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        EndSupervision();
        if (_child is { } child && !await child.StopAsync(Signal.Terminate, patience))
        {
            output.Say(string.Create(CultureInfo.InvariantCulture, $"{spec.Name} did not stop within {patience.TotalSeconds} s and is killed."));
            await child.StopAsync(Signal.Kill, patience);
        }
    }

    /// <returns>Null when it is not to run any more.</returns>
    private ChildProcess? TryStartChild()
    {
        lock (_lock)
        {
            return _stop.Task.IsCompleted ? null : _child = ChildProcess.Start(spec.ToCommand(line => output.Forward(spec.Name, line)));
        }
    }

    private async Task SuperviseAsync(ChildProcess first, Action onRestart)
    {
        var pause = new RestartPause();
        for (var child = first; child is not null; child = TryStartChild())
        {
            if (child != first)
            {
                onRestart();
            }

            var clock = Stopwatch.StartNew();
            var exitCode = await child.Exited;
            if (_stop.Task.IsCompleted)
            {
                return;
            }

            var death = string.Create(CultureInfo.InvariantCulture, $"{spec.Name} (process {child.Id}) ended with exit code {exitCode}");
            if (!_wasReady)
            {
                throw new StartupException($"{death} before it was ready: its lines above say why.");
            }

            var wait = pause.After(clock.Elapsed);
            output.Say(string.Create(CultureInfo.InvariantCulture, $"{death}; it is started again in {wait.TotalSeconds} s."));
            await Task.WhenAny(Task.Delay(wait), _stop.Task);
        }
    }
}
