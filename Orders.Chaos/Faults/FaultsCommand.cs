using System.CommandLine;

using Orders.AppHost.Embedded;

namespace Orders.Chaos.Faults;

/// <summary>./chaos by itself: the system under load and faults.</summary>
internal static class FaultsCommand
{
    private static readonly Option<double?> Minutes = new("--minutes") { Description = "How long [default: until every fault has struck once]" };
    private static readonly Option<int?> Seed = new("--seed") { Description = "Chooses orders and faults; the same seed, the same choice [default: any]" };
    private static readonly Option<double> Rate = new("--rate") { Description = "Messages a second", DefaultValueFactory = static _ => 300 };
    private static readonly Option<int> AtOnce = new("--at-once") { Description = "How many faults at a time", DefaultValueFactory = static _ => 3 };
    private static readonly Option<string[]> Only = new("--only") { Description = "These faults alone, by name", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<FileInfo?> Log = new("--log") { Description = "Where what servers and services print is written", HelpName = "FILE" };
    private static readonly Option<bool> List = new("--list") { Description = "Name the faults, and end" };

    public static RootCommand Create()
    {
        var command = new RootCommand("Runs the whole system under load, breaks what it stands on, and accounts for every message.")
        {
            Minutes, Seed, Rate, AtOnce, Only, Log, List,
        };
        Minutes.Validators.Add(result => Positive(result, result.GetValueOrDefault<double?>()));
        Rate.Validators.Add(result => Positive(result, result.GetValueOrDefault<double>()));
        AtOnce.Validators.Add(result => Positive(result, result.GetValueOrDefault<int>()));
        command.SetAction((arguments, stop) => RunAsync(arguments, stop));
        return command;

        static void Positive(System.CommandLine.Parsing.OptionResult result, double? value)
        {
            if (value <= 0)
            {
                result.AddError($"{result.Option.Name} must be more than 0.");
            }
        }
    }

    /// <returns>0 when every check held; 1 when one did not, or the run could not be made.</returns>
    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        if (arguments.GetValue(List))
        {
            Console.WriteLine(FaultList.Markdown());
            return 0;
        }

        var options = new RunOptions
        {
            Duration = arguments.GetValue(Minutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            Seed = arguments.GetValue(Seed) ?? Random.Shared.Next(1_000_000),
            Rate = arguments.GetValue(Rate),
            AtOnce = arguments.GetValue(AtOnce),
            Only = arguments.GetValue(Only) ?? [],
        };
        try
        {
            await using var log = arguments.GetValue(Log) is { } file ? TextWriter.Synchronized(file.CreateText()) : TextWriter.Null;
            var report = await new ChaosRun(options, Console.WriteLine, log).RunAsync(stop);
            foreach (var line in report.Lines())
            {
                Console.WriteLine(line);
            }

            return report.Holds ? 0 : 1;
        }
        catch (Exception exception) when (exception is StartupException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
