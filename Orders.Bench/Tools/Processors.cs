using System.Globalization;

namespace Orders.Bench.Tools;

/// <summary>
/// Which processors do what: the last one makes the load, the others serve, so that neither takes time from the other. On a machine with
/// one processor they share it.
/// </summary>
internal static class Processors
{
    public static string Load => string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount - 1}");

    public static string Serving => Environment.ProcessorCount switch
    {
        1 or 2 => "0",
        var all => string.Create(CultureInfo.InvariantCulture, $"0-{all - 2}"),
    };

    public static string All => Environment.ProcessorCount switch
    {
        1 => "0",
        var all => string.Create(CultureInfo.InvariantCulture, $"0-{all - 1}"),
    };

    /// <summary>
    /// What a .NET server that is confined to <see cref="Serving"/> gets as its environment: the runtime counts the processors when it starts
    /// and makes its threads for so many. With one it also waits ten times as long (a second) before it compiles again what it runs most, so that a
    /// start is not slowed down; here that would happen in the turn of another server. What is compiled in the end is the same.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> ServingEnvironment { get; } = new Dictionary<string, string?>
    {
        ["DOTNET_PROCESSOR_COUNT"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Environment.ProcessorCount - 1)}"),
        ["DOTNET_TC_DelaySingleProcMultiplier"] = "1",
    };

    /// <summary>Confines a running process, with all its threads.</summary>
    public static Task ConfineAsync(int processId, string processors, CancellationToken cancellationToken) =>
        Command.OutputAsync("taskset", ["-a", "-c", "-p", processors, string.Create(CultureInfo.InvariantCulture, $"{processId}")], cancellationToken);
}
