using System.Runtime.InteropServices;

namespace Orders.ServiceDefaults.Hosting;

/// <summary>
/// Kafka's client takes and gives back blocks of the C library's heap all the time: packed batches, unpacked ones. As soon as 128 KB at the end of a
/// heap are free the library gives them back to the kernel, which clears each page again before the next block: a seventh of the processor time of a busy
/// ingestor, see docs/performance.md.
/// </summary>
internal static partial class NativeHeap
{
    /// <summary>
    /// In bytes, of each of the library's heaps: as much as an ingestor lets its client fetch ahead, and the most that the library takes for the size of
    /// blocks. Larger ones are still taken from the kernel and given back one by one.
    /// </summary>
    private const int Kept = 32 * 1024 * 1024;

    // malloc.h of the GNU C library.
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;

    /// <summary>Lets the library keep some free memory, from now on. Linux only.</summary>
    /// <returns>False where the library has no such settings (musl), whose heap is of another kind: nothing happens then.</returns>
    public static bool KeepFreeMemory()
    {
        try
        {
            return OperatingSystem.IsLinux() && Set(TrimThreshold, Kept) && Set(MapThreshold, Kept);
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [LibraryImport("libc", EntryPoint = "mallopt")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Set(int parameter, int value);
}
