using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orders.ServiceDefaults.Hosting;

/// <summary>
/// Stops the service when its standard input ends. The process that started it holds the other end of that pipe, so the
/// service does not outlive it, however that one dies.
/// </summary>
/// <param name="giveUp">Called when a stop has been asked for, by whomever, on a thread that does not keep the process alive.</param>
internal sealed class StopOnStdinEnd(Stream input, Action giveUp, IHostApplicationLifetime lifetime, ILogger<StopOnStdinEnd> logger) : IHostedService
{
    // Longer than a service's own shutdown timeout.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Nobody may be left who would kill a service that does not manage to stop: it does so itself. librdkafka waits for answers when a client is
    /// given up, and a broker that went away may never give them.
    /// </summary>
    public static void KillThisProcess()
    {
        Thread.Sleep(Patience);
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A read from a pipe cannot be cancelled, so it gets a thread that does not keep the process alive.
        new Thread(Watch) { IsBackground = true, Name = "stdin" }.Start();
        lifetime.ApplicationStopping.Register(() => new Thread(() => giveUp()) { IsBackground = true, Name = "end of patience" }.Start());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Watch()
    {
        var buffer = new byte[256];
        try
        {
            while (input.Read(buffer) > 0)
            {
            }

            Log.StdinEnded(logger);
        }
        catch (IOException exception)
        {
            // Nobody can be heard any more, which is no better; and on this thread it would end the process on the spot.
            Log.StdinBroken(logger, exception);
        }

        lifetime.StopApplication();
    }
}
