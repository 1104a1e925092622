using System.CommandLine;
using System.Globalization;
using Orders.Producer.Producing;
using Orders.ServiceDefaults;
using Orders.ServiceDefaults.Health;

namespace Orders.Producer.CommandLine;

/// <summary>The command line: each option is another way to give a setting.</summary>
internal static class ProducerCommand
{
    private const string ServiceName = "orders-producer";

    private static readonly Option<long?> Count = new("--count") { Description = "Send this many messages, wait until all are acknowledged, and end." };
    private static readonly Option<double?> Rate = new("--rate") { Description = "Messages a second; 0: as fast as possible." };
    private static readonly Option<int?> Seed = new("--seed") { Description = "The same seed gives the same messages." };
    private static readonly Option<double?> InvalidShare = new("--invalid-share") { Description = "The share of messages that are wrong, 0 to 1." };
    private static readonly Option<double?> UpdateShare = new("--update-share") { Description = "The share of valid messages that update an earlier order, 0 to 1." };

    /// <summary>The exit code: 0 after a graceful stop or when all of --count are acknowledged; 1 otherwise, after one line that says why.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (SelfCheck.IsAskedFor(args))
        {
            return await SelfCheck.RunAsync(ServiceName);
        }

        var command = new RootCommand("Sends made-up orders to the topic 'orders'. Settings: ConnectionStrings__kafka, Producer__OrdersPerSecond and so on.")
        {
            Count, Rate, Seed, InvalidShare, UpdateShare
        };
        command.SetAction((arguments, _) => RunAsync(arguments));
        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{ServiceName}: {parsed.Errors[0].Message} See --help.");
            return 1;
        }

        // The host handles signals itself, and has longer than this library's two seconds for a graceful stop.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    internal static Dictionary<string, string?> SettingsOf(ParseResult arguments) =>
        new (string Key, IFormattable? Value)[]
        {
            (nameof(ProducerOptions.Count), arguments.GetValue(Count)),
            (nameof(ProducerOptions.OrdersPerSecond), arguments.GetValue(Rate)),
            (nameof(ProducerOptions.Seed), arguments.GetValue(Seed)),
            (nameof(ProducerOptions.InvalidShare), arguments.GetValue(InvalidShare)),
            (nameof(ProducerOptions.UpdateShare), arguments.GetValue(UpdateShare))
        }
        .Where(setting => setting.Value is not null)
        .ToDictionary(setting => $"{ProducerOptions.Section}:{setting.Key}", setting => setting.Value?.ToString(null, CultureInfo.InvariantCulture));

    private static async Task<int> RunAsync(ParseResult arguments)
    {
        var result = new RunResult();
        var exitCode = await ServiceHost.RunAsync(ServiceName, [], builder =>
        {
            builder.Configuration.AddInMemoryCollection(SettingsOf(arguments));
            builder.AddProduction(result);
        }, _ => { });
        if (result.Summary is { } summary)
        {
            await Console.Out.WriteLineAsync(summary);
        }

        return result.Incomplete ? 1 : exitCode;
    }
}
