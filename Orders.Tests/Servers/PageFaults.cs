using System.Globalization;

namespace Orders.Tests.Servers;

/// <summary>How often the kernel had to find a page for a process that touched it; none of it read from a disk.</summary>
internal static class PageFaults
{
    public static long OfThisThread() => Of("thread-self");

    public static long Of(int processId) => Of(processId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The tenth field of proc(5), <c>minflt</c>; the second, a name in brackets, may have spaces.</summary>
    private static long Of(string task)
    {
        var fields = File.ReadAllText($"/proc/{task}/stat");
        return long.Parse(fields[(fields.LastIndexOf(')') + 2)..].Split(' ')[7], CultureInfo.InvariantCulture);
    }
}
