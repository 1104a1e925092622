using System.Globalization;

namespace Orders.Bench.Tools;

/// <summary>Processor time, user and system, as the kernel counts it.</summary>
internal static class ProcessorTime
{
    /// <summary>Ticks of /proc/…/stat a second: the kernel's USER_HZ, 100 on every architecture that .NET runs on.</summary>
    private const long TicksPerSecond = 100;

    /// <summary>".NET Tiered Compilation Worker", of which the kernel keeps 15 characters.</summary>
    private const string CompilerThread = ".NET Tiered Com\n";

    public static TimeSpan Of(int processId) => Ticks(processId, includeEnded: false);

    /// <summary>Of a process and all its children, also of those that have ended.</summary>
    public static TimeSpan OfFamily(int processId) =>
        Children(processId).Aggregate(Ticks(processId, includeEnded: true), (sum, child) => sum + Of(child));

    /// <summary>
    /// Of the threads on which a .NET process compiles again what it runs most, by their ids. Such a thread ends, and its time with it, when it has had
    /// nothing to do for seconds; the next one begins at nothing.
    /// </summary>
    public static IReadOnlyDictionary<string, TimeSpan> OfCompiler(int processId) =>
        Directory.GetDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task")).Where(IsCompiler)
            .ToDictionary(thread => thread, thread => Ticks(thread, includeEnded: false));

    private static TimeSpan Ticks(int processId, bool includeEnded) => Ticks(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}"), includeEnded);

    private static TimeSpan Ticks(string folder, bool includeEnded)
    {
        try
        {
            // The name in front is in parentheses and may hold anything.
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[11..(includeEnded ? 15 : 13)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // It ended just now; its parent counts it.
            return TimeSpan.Zero;
        }
    }

    private static bool IsCompiler(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")) == CompilerThread;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static IEnumerable<int> Children(int processId) =>
        File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task/{processId}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
}
