using System.ComponentModel;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Containers.Engine;

/// <summary>Looks for a container engine that answers; one that is installed but not running is of no use.</summary>
internal static class ContainerEngine
{
    private static readonly string[] Engines = ["docker", "podman"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Its name, or null when there is none.</returns>
    public static async Task<string?> FindAsync()
    {
        foreach (var engine in Engines)
        {
            if (Programs.Find(engine) is { } program && await AnswersAsync(program))
            {
                return engine;
            }
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(string program)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            return await ChildProcess.RunAsync(new ChildCommand(program, "info"), deadline.Token) == 0;
        }
        catch (OperationCanceledException)
        {
            return false; // it hangs
        }
        catch (Win32Exception)
        {
            return false; // it is not a program for this machine
        }
    }
}
