using System.Globalization;

namespace Orders.Chaos.Requests.Measuring;

/// <summary>What Linux tells of a process.</summary>
internal static class ProcessFiles
{
    public static bool AreThere => Directory.Exists("/proc/self/fd");

    public static (int Handles, int Threads, long ResidentBytes) Read(int processId)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
        var resident = File.ReadLines($"{folder}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return (
            Directory.GetFileSystemEntries($"{folder}/fd").Length,
            Directory.GetDirectories($"{folder}/task").Length,
            1024 * long.Parse(resident.AsSpan("VmRSS:".Length).Trim(" \tkB"), CultureInfo.InvariantCulture));
    }
}
