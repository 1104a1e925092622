using System.Diagnostics;
using System.Globalization;

using Orders.AppHost.Embedded.Processes;
using Orders.AppHost.Embedded.Reporting;

namespace Orders.AppHost.Embedded.Postgres;

/// <summary>Starts PostgreSQL again whenever it dies, until it is told to end.</summary>
internal sealed class PostgresSupervisor : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly EmbeddedPostgres _postgres;
    private readonly Output _output;
    private readonly Action _onStart;
    private readonly Task _supervision;

    /// <param name="onStart">Called each time that it has been started again, or could not be.</param>
    public PostgresSupervisor(EmbeddedPostgres postgres, Output output, Action onStart)
    {
        (_postgres, _output, _onStart) = (postgres, output, onStart);
        _supervision = SuperviseAsync();
    }

    /// <summary>From here on it is not started again.</summary>
    public void End() => _end.Cancel();

    public async ValueTask DisposeAsync()
    {
        End();
        await _supervision;
        _end.Dispose();
    }

    private async Task SuperviseAsync()
    {
        var pause = new RestartPause();
        try
        {
            while (true)
            {
                var clock = Stopwatch.StartNew();
                await _postgres.Exited.WaitAsync(_end.Token);
                var wait = pause.After(clock.Elapsed);
                _output.Say(string.Create(CultureInfo.InvariantCulture, $"postgres (process {_postgres.Pid}) died; it is started again in {wait.TotalSeconds} s."));
                await Task.Delay(wait, _end.Token);
                await TryStartAgainAsync();
                _onStart();
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The end of the run.
        }
    }

    private async Task TryStartAgainAsync()
    {
        try
        {
            await _postgres.StartAgainAsync(_end.Token);
        }
#pragma warning disable CA1031 // Whatever went wrong is said, and tried again: a supervision that ends leaves everybody without a database.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // Its exit is seen again at once, and the next pause is longer.
            _output.Say(exception.Message);
        }
    }
}
