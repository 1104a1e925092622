using System.Runtime.InteropServices;

namespace Orders.AppHost.Embedded.Processes;

/// <summary>Ctrl+C, SIGTERM and a closed terminal ask for a graceful stop; asked again, everything is killed.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly Action _kill;

    public StopSignals(Action kill)
    {
        _kill = kill;
        Unix.StopIgnoring(Signal.Interrupt);
        _registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            .Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
        {
            _kill();
            return;
        }

        // Elsewhere: this thread must stay free for the second signal.
        _ = Task.Run(_stop.Cancel);
    }
}
