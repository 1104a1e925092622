using System.Globalization;

namespace Orders.Chaos.Soaking.Sampling;

/// <summary>What the kernel knows of a process, or of several together. Linux only.</summary>
/// <param name="ResidentBytes">In RAM. Of several processes each counts what it shares with the others.</param>
/// <param name="AnonymousBytes">Of those, what belongs to no file and is not shared: what a leak would show in.</param>
/// <param name="Handles">Open files and sockets.</param>
internal readonly record struct ProcessFigures(long ResidentBytes, long AnonymousBytes, int Handles, int Sockets, int Threads, int Processes)
{
    /// <returns>Zeros when the process is gone.</returns>
    public static ProcessFigures Of(int processId)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
        try
        {
            var status = File.ReadLines($"{folder}/status").Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
            var handles = new DirectoryInfo($"{folder}/fd").GetFileSystemInfos();
            return new ProcessFigures(
                Kilobytes(status["VmRSS"]), Kilobytes(status["RssAnon"]), handles.Length,
                handles.Count(handle => handle.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) is true),
                int.Parse(status["Threads"], CultureInfo.InvariantCulture), 1);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or KeyNotFoundException or IOException { HResult: NoSuchProcess })
        {
            // It ended meanwhile; what is left of one that nobody has waited for yet has no memory.
            return default;
        }
    }

    /// <summary>The process and its children: a PostgreSQL server and its backends.</summary>
    public static ProcessFigures OfFamily(int processId) =>
        Children(processId).Prepend(processId).Select(Of).Aggregate((all, one) => new ProcessFigures(
            all.ResidentBytes + one.ResidentBytes, all.AnonymousBytes + one.AnonymousBytes, all.Handles + one.Handles,
            all.Sockets + one.Sockets, all.Threads + one.Threads, all.Processes + one.Processes));

    private const int NoSuchProcess = 3;

    private static int[] Children(int processId) =>
        [.. File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task/{processId}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    private static long Kilobytes(string text) => long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
}
