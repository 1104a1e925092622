using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

using Orders.AppHost.Embedded;
using Orders.Chaos.Running;
using Orders.Chaos.Soaking.Judging;

namespace Orders.Chaos.Soaking;

/// <summary>./chaos soak: the system under a steady load for a long time, without faults.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var minutes = Positive("--minutes", "How long", 60.0);
        var rate = Positive("--rate", "Messages a second", 200);
        var seed = new Option<int?>("--seed") { HelpName = "S", Description = "The same seed gives the same messages and questions [default: any]" };
        var orders = Positive("--orders", "How many orders get new versions, one after the other", 20_000);
        var command = new Command("soak", "Runs the whole system under a steady load and compares memory, handles, threads, connections and latency at the end with the start.") { minutes, rate, seed, orders };
        command.SetAction((arguments, stop) =>
        {
            var chosen = arguments.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue);
            return RunAsync(new SoakOptions
            {
                Duration = TimeSpan.FromMinutes(arguments.GetValue(minutes)),
                Rate = arguments.GetValue(rate),
                Seed = chosen,
                Orders = arguments.GetValue(orders),
            }, stop);
        });
        return command;
    }

    /// <summary>The system as a soak wants it: caches that are too small for all orders.</summary>
    public static SystemOptions SystemFor(SoakOptions options) => new()
    {
        Ingestors = options.Ingestors,
        QueryApis = options.QueryApis,
        Environment = _ => new Dictionary<string, string?> { ["Cache__MaxBytes"] = options.CacheBytes.ToString(CultureInfo.InvariantCulture) },
    };

    private static Option<T> Positive<T>(string name, string description, T byDefault)
        where T : INumber<T>
    {
        var option = new Option<T>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && (!T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) || value <= T.Zero))
            {
                result.AddError($"{name} is '{token.Value}': give a number above 0.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(SoakOptions options, CancellationToken stop)
    {
        var output = Console.Out;
        var again = string.Create(CultureInfo.InvariantCulture, $"./chaos soak --minutes {options.Duration.TotalMinutes} --rate {options.Rate} --orders {options.Orders} --seed {options.Seed}");
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "chaos"));
        var file = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"soak-{DateTime.UtcNow:yyyyMMdd-HHmmss}.csv"));
        await using var log = new StreamWriter(Path.ChangeExtension(file, ".log")) { AutoFlush = true };
        await output.WriteLineAsync($"{again}; samples go to {file}, what the services say to the .log beside it");
        await using var system = await OrdersSystem.StartAsync(SystemFor(options) with { Log = log }, stop);
        var result = await SoakRun.RunAsync(system, options with { File = file }, output, stop);
        foreach (var line in Comparison.Table(result.Findings).Concat(result.Complaints))
        {
            await output.WriteLineAsync(line);
        }

        var counted = string.Create(CultureInfo.InvariantCulture, $"{result.Messages} messages accounted for, {result.Answers} answers and {result.Events} events checked, {result.DoubledDeadLetters} dead letters appended more than once");
        await output.WriteLineAsync(result.Held
            ? $"Steady: {counted}. Again: {again}"
            : string.Create(CultureInfo.InvariantCulture, $"NOT STEADY: {result.ComplaintCount} complaints, {result.Findings.Count(finding => !finding.Held)} of {result.Findings.Count} comparisons failed; {counted}. Again: {again}"));
        return result.Held ? 0 : 1;
    }
}
