using System.Collections.Concurrent;

using Orders.AppHost.Embedded.Processes;

namespace Orders.Bench.Tools;

/// <summary>Programs that are run to their end.</summary>
internal static class Command
{
    /// <summary>What the program printed.</summary>
    /// <exception cref="CommandException">It ended with another exit code than 0, or is not there.</exception>
    public static Task<string> OutputAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        OutputAsync(program, arguments, new Dictionary<string, string?>(), cancellationToken);

    /// <inheritdoc cref="OutputAsync(string, IReadOnlyList{string}, CancellationToken)"/>
    public static async Task<string> OutputAsync(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var lines = new ConcurrentQueue<string>();
        var path = Path.IsPathRooted(program) ? program : Find(program);
        var exitCode = await ChildProcess.RunAsync(new ChildCommand(path, arguments) { OnLine = lines.Enqueue, Environment = environment }, cancellationToken);
        var output = string.Join('\n', lines);
        return exitCode == 0 ? output : throw new CommandException($"{program} ended with exit code {exitCode}: {output}");
    }

    /// <exception cref="CommandException">It is not installed.</exception>
    public static string Find(string program) =>
        Programs.Find(program) ?? throw new CommandException($"{program} is missing: ./bench installs it where it can, else do it by hand.");
}
