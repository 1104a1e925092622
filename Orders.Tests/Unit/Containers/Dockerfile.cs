using System.Text.RegularExpressions;
using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Containers;

/// <summary>The Dockerfile's instructions by stage; continued lines are joined, comments dropped.</summary>
internal sealed partial class Dockerfile
{
    private Dockerfile(string text)
    {
        var stages = new List<DockerStage>();
        foreach (var line in Continuation().Replace(text, " ").Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var (instruction, arguments) = (line.Split(' ', 2)[0], line.Split(' ', 2)[1].Trim());
            if (instruction == "FROM")
            {
                var from = From().Match(arguments);
                stages.Add(new DockerStage(from.Groups["name"].Value, from.Groups["base"].Value));
            }
            else
            {
                stages[^1].Instructions.Add((instruction, arguments));
            }
        }

        Stages = stages;
    }

    public static Dockerfile Ours { get; } = new(File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")));

    public IReadOnlyList<DockerStage> Stages { get; }

    public IEnumerable<(string Instruction, string Arguments)> Instructions => Stages.SelectMany(stage => stage.Instructions);

    /// <summary>What is copied from the repository, relative to its root.</summary>
    public IEnumerable<string> Sources => Instructions
        .Where(line => line.Instruction == "COPY" && !line.Arguments.StartsWith("--from", StringComparison.Ordinal))
        .SelectMany(line => line.Arguments.Split(' ')[..^1]);

    public DockerStage Stage(string name) => Stages.Single(stage => stage.Name == name);

    [GeneratedRegex(@"\\\r?\n\s*")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"^(--platform=\S+ )?(?<base>\S+) AS (?<name>\S+)$")]
    private static partial Regex From();
}

internal sealed record DockerStage(string Name, string Base)
{
    public List<(string Instruction, string Arguments)> Instructions { get; } = [];

    public string? HealthCheck => Last("HEALTHCHECK");

    public string? EntryPoint => Last("ENTRYPOINT");

    public string? Last(string instruction) => Instructions.LastOrDefault(line => line.Instruction == instruction).Arguments;
}
