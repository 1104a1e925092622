using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Processes;
using Orders.AppHost.Embedded.Reporting;

namespace Orders.AppHost.Embedded;

/// <summary>The entry to a run without containers.</summary>
internal static class EmbeddedHost
{
    /// <returns>0 after a stop that was asked for, 1 after one line on stderr that says what is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var (options, exitCode) = HostCommandLine.Parse(arguments, Console.Out, Console.Error);
        if (options is null)
        {
            return exitCode;
        }

        // When every child has been killed, the graceful stop that waits for them ends at once.
        using var signals = new StopSignals(kill: ChildProcess.KillAll);
        try
        {
            await new EmbeddedSystem(options, Output.ToConsole()).RunAsync(signals.Token);
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
