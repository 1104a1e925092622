using System.CommandLine;

namespace Orders.Chaos.Messages;

/// <summary>./chaos messages: valid orders, spoilt in every way there is.</summary>
internal static class MessagesCommand
{
    private static readonly Option<long> Count = new("--count") { Description = "How many messages to send.", DefaultValueFactory = static _ => 1_000_000 };
    private static readonly Option<int?> Seed = new("--seed") { Description = "The same seed sends the same messages. Left out: another one each time." };

    private static readonly Option<string?> Log = new("--log") { Description = "A file for what servers and services print." };

    public static Command Create()
    {
        var command = new Command("messages", "Sends spoilt orders and shows that each is stored or dead-lettered with a true reason.") { Count, Seed, Log };
        command.SetAction(async (arguments, stop) =>
        {
            await using var log = arguments.GetValue(Log) is { } file ? File.CreateText(file) : TextWriter.Null;
            var run = new MessagesRun(arguments.GetValue(Count), arguments.GetValue(Seed) ?? Random.Shared.Next(), Console.Out, log);
            return await run.RunAsync(stop) ? 0 : 1;
        });
        return command;
    }
}
