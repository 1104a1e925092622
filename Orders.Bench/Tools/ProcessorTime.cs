using System.Globalization;

namespace Orders.Bench.Tools;

/// <summary>Processor time, user and system, as the kernel counts it.</summary>
internal static class ProcessorTime
{
    /// <summary>Ticks of /proc/…/stat a second: the kernel's USER_HZ, 100 on every architecture that .NET runs on.</summary>
    private const long TicksPerSecond = 100;

    public static TimeSpan Of(int processId) => Ticks(processId, includeEnded: false);

    /// <summary>Of a process and all its children, also of those that have ended.</summary>
    public static TimeSpan OfFamily(int processId) =>
        Children(processId).Aggregate(Ticks(processId, includeEnded: true), (sum, child) => sum + Of(child));

    private static TimeSpan Ticks(int processId, bool includeEnded)
    {
        try
        {
            // The name in front is in parentheses and may hold anything.
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
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

    private static IEnumerable<int> Children(int processId) =>
        File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task/{processId}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
}
