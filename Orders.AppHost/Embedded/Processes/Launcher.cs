using System.Collections.Concurrent;
using System.Diagnostics;

namespace Orders.AppHost.Embedded.Processes;

/// <summary>
/// Starts children on a thread that never ends: Linux sends the parent-death signal when the <em>thread</em> that made the child ends,
/// and threads of the pool come and go.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Requests = StartThread();

    public static Process Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
            {
                started.SetException(exception);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> StartThread()
    {
        var requests = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
            {
                request();
            }
        })
        {
            IsBackground = true,
            Name = "child launcher",
        }.Start();
        return requests;
    }
}
