using System.CommandLine;
using System.Globalization;

using Orders.AppHost.Embedded;
using Orders.Bench.Caching;
using Orders.Bench.Decoding;
using Orders.Bench.Growing;
using Orders.Bench.Ingesting;
using Orders.Bench.Micro;
using Orders.Bench.Reporting;
using Orders.Bench.Serving;
using Orders.Bench.Starting;

namespace Orders.Bench;

/// <summary>./bench: prints the tables, writes them as JSON, and ends with 0 only when every target holds.</summary>
internal static class BenchCommand
{
    private static readonly IScenario[] Scenarios = [new DecodeScenario(), new HitRateScenario(), new IngestScenario(), new ScalingScenario(), new FreshnessScenario(), new ServeScenario(), new ColdScenario(), new MemoryScenario(), new GrowthScenario(), new StartScenario()];

    public static RootCommand Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter rounds, without scaling and growth unless they are named: under five minutes" };
        var only = new Option<string[]>("--only") { HelpName = "NAME", Description = $"Only these: {string.Join(", ", Scenarios.Select(scenario => scenario.Name))}", AllowMultipleArgumentsPerToken = true };
        only.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Scenarios.All(scenario => scenario.Name != token.Value)))
            {
                result.AddError($"--only is '{token.Value}': there is {string.Join(", ", Scenarios.Select(scenario => scenario.Name))}.");
            }
        });
        var command = new RootCommand("Measures Orders beside limits and peers on this machine.") { quick, only };
        command.Subcommands.Add(MicroCommand.Create());
        command.SetAction((arguments, stop) => RunAsync(arguments.GetValue(quick), arguments.GetValue(only) ?? [], stop));
        return command;
    }

    private static async Task<int> RunAsync(bool quick, string[] only, CancellationToken stop)
    {
        var output = Console.Out;
        var time = DateTimeOffset.UtcNow;
        var machine = await Machine.ThisAsync(stop);
        await output.WriteLineAsync(machine.ToString());
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench"));
        var file = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{time:yyyyMMdd-HHmmss}.json"));
        await using var log = new StreamWriter(Path.ChangeExtension(file, ".log")) { AutoFlush = true };
        var run = new BenchRun(quick, output, log);
        foreach (var scenario in Scenarios.Where(scenario => only.Length == 0 ? !(quick && scenario.TakesLong) : only.Contains(scenario.Name)))
        {
            try
            {
                await scenario.RunAsync(run, stop);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                // What the others have measured is not lost by it.
                await log.WriteLineAsync(exception.ToString().AsMemory(), stop);
                run.Fail($"{scenario.Name}: {exception.Message}");
            }
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(Table.Head);
        foreach (var row in run.Rows)
        {
            await output.WriteLineAsync(Table.Line(row));
        }

        await File.WriteAllTextAsync(file, JsonReport.Text(machine, time, quick, run.Rows), stop);
        var held = run.Rows.Count(row => row.Held);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{held} of {run.Rows.Count} targets hold{(run.Failures > 0 ? $", {run.Failures} measurements failed" : "")}; all figures: {Path.GetRelativePath(Repository.Root, file)}"));
        return held == run.Rows.Count && run.Failures == 0 ? 0 : 1;
    }
}
