using System.Text.RegularExpressions;
using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.Processes;
using Orders.Tests.Servers;
using Orders.Tests.Unit.Containers;

namespace Orders.Tests.Integration.Containers;

/// <summary>The Dockerfile without Docker: its own commands, on a copy of exactly what it copies.</summary>
internal sealed partial class ImageBuild : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly ScratchFolder _folder = new();

    private string Source => _folder.Child("src");

    /// <summary>What ends up in the image of this service: <c>Gateway</c>, <c>Ingestor</c> and so on.</summary>
    public string App(string project) => _folder.Child(Path.Combine("app", project));

    public static ImageBuild Copy()
    {
        var build = new ImageBuild();
        foreach (var path in Dockerfile.Ours.Sources.SelectMany(Files).Where(BuildContext.Ours.Holds).Distinct())
        {
            build.CopyFile(path);
        }

        // The build asks its own package feed; here that is this machine's, whose answer is known.
        build.CopyFile("feed.props");
        return build;
    }

    /// <summary>Runs a step of the stage <c>build</c> for one service.</summary>
    /// <param name="verb">Of the dotnet command: <c>restore</c> or <c>publish</c>.</param>
    public async Task RunAsync(string verb, string project)
    {
        var arguments = Command().Matches(string.Join('\n', Dockerfile.Ours.Stage("build").Instructions.Select(line => line.Arguments)))
            .Single(command => command.Groups["verb"].Value == verb).Value["dotnet ".Length..]
            .Replace("$project", project, StringComparison.Ordinal)
            .Replace("$TARGETARCH", System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), StringComparison.Ordinal)
            .Replace(" /app/", $" {_folder.Child("app")}/", StringComparison.Ordinal);
        // Build servers would stay behind and hold the folder.
        var (exitCode, output) = await DotnetAsync([.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--disable-build-servers"], workingDirectory: Source);
        Assert.True(exitCode == 0, $"dotnet {arguments}\n{output}");
    }

    public static async Task<(int ExitCode, string Output)> DotnetAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null)
    {
        var output = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var deadline = new CancellationTokenSource(Timeout);
        var command = new ChildCommand("dotnet", arguments)
        {
            WorkingDirectory = workingDirectory,
            Environment = environment ?? new Dictionary<string, string?>(),
            OnLine = output.Enqueue,
        };
        return (await ChildProcess.RunAsync(command, deadline.Token), string.Join('\n', output));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Files(string source)
    {
        var path = Path.Combine(Repository.Root, source);
        return File.Exists(path)
            ? [source]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Repository.Root, file));
    }

    private void CopyFile(string path)
    {
        var target = Path.Combine(Source, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(Repository.Root, path), target);
    }

    [GeneratedRegex(@"dotnet (?<verb>\w+) Orders\.\$project [^|&;\n]*?(?= \|\|)")]
    private static partial Regex Command();
}
