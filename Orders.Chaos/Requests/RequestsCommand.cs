using System.CommandLine;

using Orders.AppHost.Embedded;
using Orders.Chaos.Requests.Making;
using Orders.Chaos.Requests.Running;

namespace Orders.Chaos.Requests;

/// <summary>./chaos requests: everything that can be wrong with a request.</summary>
internal static class RequestsCommand
{
    private static readonly RequestsOptions Defaults = new();
    private static readonly Option<int> Count = new("--count") { Description = "How many requests", DefaultValueFactory = static _ => Defaults.Count };
    private static readonly Option<int?> Seed = new("--seed") { Description = "The same seed, the same requests [default: any]" };
    private static readonly Option<string[]> Only = new("--only") { Description = $"These kinds alone: {string.Join(", ", RequestKinds.Names)}", HelpName = "KIND", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Idle = new("--idle") { Description = "How many idle connections", DefaultValueFactory = static _ => Defaults.IdleConnections };
    private static readonly Option<FileInfo?> Log = new("--log") { Description = "Where what servers and services print is written", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("requests", "Sends bad requests to every route and judges every answer.") { Count, Seed, Only, Idle, Log };
        Only.AcceptOnlyFromAmong([.. RequestKinds.Names]);
        command.SetAction(RunAsync);
        return command;
    }

    /// <returns>0 when every answer was as it must be.</returns>
    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        var options = new RequestsOptions
        {
            Count = arguments.GetValue(Count),
            Seed = arguments.GetValue(Seed) ?? Random.Shared.Next(1_000_000),
            Only = arguments.GetValue(Only) ?? [],
            IdleConnections = arguments.GetValue(Idle),
        };
        try
        {
            await using var log = arguments.GetValue(Log) is { } file ? TextWriter.Synchronized(file.CreateText()) : TextWriter.Null;
            var report = await new RequestsRun(options, Console.WriteLine, log).RunAsync(stop);
            foreach (var line in report.Lines())
            {
                Console.WriteLine(line);
            }

            return report.Holds ? 0 : 1;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
