using System.Runtime.InteropServices;

namespace Orders.ServiceDefaults.Hosting;

/// <summary>
/// A request passes from the thread that waits for sockets to others that read and answer. The kernel lets a thread that wakes take the
/// processor from the one that works, for a single event, and then changes back. Under the policy for batches (sched(7), SCHED_BATCH) it waits
/// for its turn and finds several events at once, which saves a third of the processor time of a cached answer: see docs/performance.md.
/// </summary>
internal static partial class BatchScheduling
{
    private const int Normal = 0;
    private const int Batch = 3;

    /// <summary>
    /// Asks for the policy for this thread and all that it and they start from now on, so it has to come first. A process that was started
    /// under another policy than the normal one keeps that. Linux only; elsewhere nothing happens.
    /// </summary>
    /// <returns>Null, or why the kernel refuses: no service is worse off than without.</returns>
    public static string? Ask()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // The C library's functions for threads and not the kernel's: threads take over from their parents what the library remembers.
        var self = ThisThread();
        if (GetScheduling(self, out var policy, out var priority) == 0 && policy != Normal)
        {
            return null;
        }

        var error = SetScheduling(self, Batch, in priority);
        return error == 0 ? null : Marshal.GetPInvokeErrorMessage(error);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "pthread_self")]
    private static partial nuint ThisThread();

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "pthread_getschedparam")]
    private static partial int GetScheduling(nuint thread, out int policy, out int priority);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "pthread_setschedparam")]
    private static partial int SetScheduling(nuint thread, int policy, in int priority);
}
