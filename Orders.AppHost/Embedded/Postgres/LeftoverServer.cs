using System.Diagnostics;
using System.Globalization;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Postgres;

/// <summary>A server that outlived the host that started it. Whoever holds the data directory's lock may stop it.</summary>
internal static class LeftoverServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Stops the server that runs in this cluster, if there is one. No data is lost: it is PostgreSQL's own fast shutdown.</summary>
    public static async Task StopAsync(string cluster, CancellationToken cancellationToken)
    {
        if (Find(Path.Combine(cluster, "postmaster.pid")) is not { } server)
        {
            return;
        }

        using (server)
        {
            foreach (var signal in (Signal[])[Signal.Interrupt, Signal.Quit])
            {
                Unix.Send(server.Id, signal);
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                deadline.CancelAfter(Patience);
                try
                {
                    await server.WaitForExitAsync(deadline.Token);
                    return;
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // Not in time: the next signal is stronger.
                }
            }

            throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"A PostgreSQL server (process {server.Id}) runs in {cluster} and does not stop: stop it, or choose another directory with --data DIR."));
        }
    }

    private static Process? Find(string pidFile)
    {
        // Line 1: process id. Line 3: when it started, in Unix seconds; it tells the server from a later process with the same id.
        if (!File.Exists(pidFile)
            || File.ReadAllLines(pidFile) is not [var idLine, _, var startLine, ..]
            || !int.TryParse(idLine, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(startLine, CultureInfo.InvariantCulture, out var started))
        {
            return null;
        }

        Process process;
        try
        {
            process = Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null; // gone
        }

        var age = process.StartTime.ToUniversalTime() - DateTimeOffset.FromUnixTimeSeconds(started).UtcDateTime;
        if (process.ProcessName == "postgres" && age.Duration() < TimeSpan.FromSeconds(30))
        {
            return process;
        }

        process.Dispose();
        return null;
    }
}
