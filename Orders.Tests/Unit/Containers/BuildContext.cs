using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Containers;

/// <summary>What .dockerignore lets into the build: it leaves out everything but the lines with an exclamation mark, and of these the lines after them.</summary>
internal sealed class BuildContext
{
    private const string AnyFolder = "**/";
    private readonly string[] _excluded;

    private BuildContext(IEnumerable<string> lines)
    {
        var rules = lines.Where(line => line.Length > 0 && !line.StartsWith('#')).ToArray();
        Assert.Equal("*", rules[0]);
        Included = [.. rules.Where(rule => rule.StartsWith('!')).Select(rule => rule[1..])];
        _excluded = [.. rules.Skip(1).Where(rule => !rule.StartsWith('!'))];
        Assert.Equal(["*", .. Included.Select(path => "!" + path), .. _excluded], rules);
    }

    public static BuildContext Ours { get; } = new(File.ReadLines(Path.Combine(Repository.Root, ".dockerignore")));

    public IReadOnlyList<string> Included { get; }

    /// <summary>Whether this path, or something below it, is in the context.</summary>
    public bool Holds(string path) =>
        Included.Any(included => Below(path, included) || Below(included, path)) && !_excluded.Any(rule => Excludes(rule, path));

    private static bool Below(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static bool Excludes(string rule, string path) => rule.StartsWith(AnyFolder, StringComparison.Ordinal)
        ? path.Split('/').Contains(rule[AnyFolder.Length..])
        : Below(path, rule);
}
