using Orders.AppHost.Embedded;

namespace Orders.Tests.EndToEnd.Backups;

/// <summary>The shell commands of docs/backup.md, as a reader would copy them.</summary>
internal static class DocumentedCommands
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "backup.md"));

    /// <param name="heading">As it stands there, with its number signs.</param>
    /// <param name="which">Of the blocks below it, before the next heading; counted from 0.</param>
    public static string Below(string heading, int which = 0)
    {
        var start = Array.IndexOf(Lines, heading);
        Assert.True(start >= 0, $"docs/backup.md has no heading '{heading}'.");
        var blocks = new List<List<string>>();
        var inside = false;
        foreach (var line in Lines.Skip(start + 1).TakeWhile(line => inside || !line.StartsWith('#')))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside;
                if (inside)
                {
                    blocks.Add([]);
                }
            }
            else if (inside)
            {
                blocks[^1].Add(line);
            }
        }

        Assert.True(which < blocks.Count, $"'{heading}' of docs/backup.md has {blocks.Count} blocks of commands.");
        return string.Join('\n', blocks[which]);
    }
}
