using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Orders.AppHost.Embedded.Processes;

/// <summary>What .NET does not offer: signals other than SIGKILL, and owners of files.</summary>
internal static partial class Unix
{
    private const int NoSuchProcess = 3;

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <returns>False when the process is gone already.</returns>
    public static bool Send(int processId, Signal signal)
    {
        if (Kill(processId, (int)signal) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess
            ? false
            : throw new Win32Exception(error, $"Signal {signal} to process {processId}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>True while the process is there, also when it belongs to somebody else.</summary>
    public static bool IsRunning(int processId) => Kill(processId, 0) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;

    /// <summary>As shell commands name it.</summary>
    public static string NameOf(Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Quit => "QUIT",
        Signal.Kill => "KILL",
        Signal.Terminate => "TERM",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, null),
    };

    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (Chown(path, user, group) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new Win32Exception(error, $"Owner of {path}: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    /// <summary>
    /// A shell starts background jobs with SIGINT ignored, and .NET leaves it so: without this, "./run &amp;" in a script could not be interrupted.
    /// </summary>
    public static void StopIgnoring(Signal signal) => SetHandler((int)signal, 0);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint user, uint group);
}
