using System.Globalization;

using Orders.AppHost.Embedded.Processes;

namespace Orders.Chaos.Faults;

/// <summary>Stops processes where they are, and lets them go on.</summary>
internal static class Suspension
{
    // Linux and macOS number these differently.
    private static readonly Signal Suspend = (Signal)(OperatingSystem.IsMacOS() ? 17 : 19);
    private static readonly Signal Resume = (Signal)(OperatingSystem.IsMacOS() ? 19 : 18);

    /// <param name="send">Sends the signal.</param>
    /// <param name="hold">What to wait for meanwhile.</param>
    public static async Task DuringAsync(Action<Signal> send, Func<Task> hold)
    {
        send(Suspend);
        try
        {
            await hold();
        }
        finally
        {
            send(Resume);
        }
    }

    /// <summary>A process and all its descendants, the parent first. Linux only.</summary>
    public static IReadOnlyList<int> Tree(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? (Id: id, Parent: ParentOf(id)) : default)
            .Where(process => process.Id != 0)
            .ToLookup(process => process.Parent, process => process.Id);
        var tree = new List<int> { root };
        for (var next = 0; next < tree.Count; next++)
        {
            tree.AddRange(children[tree[next]]);
        }

        return tree;
    }

    private static int ParentOf(int id)
    {
        try
        {
            // "pid (name) state ppid …", and the name may hold anything.
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return -1; // It has ended meanwhile.
        }
    }
}
