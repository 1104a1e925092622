using System.Globalization;

namespace Orders.Tests.Servers;

/// <summary>The scheduling policies of threads, as the kernel has them: proc(5), the field "policy" of stat; sched(7).</summary>
internal static class ThreadPolicies
{
    public const int Normal = 0;
    public const int Batch = 3;

    public static int OfThisThread => Of("/proc/thread-self");

    /// <param name="processId">Of a process that is there.</param>
    /// <param name="name">That the thread has in the kernel, 15 characters at most.</param>
    public static int[] Of(int processId, string name) =>
        [.. Directory.GetDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task"))
            .Where(thread => File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd() == name)
            .Select(Of)];

    private static int Of(string thread)
    {
        // The name, in brackets, may hold anything; the policy is the 41st field.
        var stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[38], CultureInfo.InvariantCulture);
    }
}
