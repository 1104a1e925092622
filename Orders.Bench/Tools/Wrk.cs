using System.Globalization;
using System.Text.RegularExpressions;

namespace Orders.Bench.Tools;

/// <summary>Loads an HTTP server with wrk (github.com/wg/wrk), one thread on a processor of its own.</summary>
internal static partial class Wrk
{
    /// <param name="RequestsPerSecond">Answered.</param>
    /// <param name="Requests">Answered.</param>
    /// <param name="P99">99th percentile of the time to an answer, ms.</param>
    public sealed record Result(double RequestsPerSecond, long Requests, double P99);

    /// <exception cref="CommandException">An answer was no 2xx or 3xx, a connection broke, or wrk failed.</exception>
    public static async Task<Result> RunAsync(Uri address, int connections, TimeSpan duration, CancellationToken cancellationToken, string? script = null)
    {
        string[] words =
        [
            "-c", Processors.Load, Command.Find("wrk"), "-t1", string.Create(CultureInfo.InvariantCulture, $"-c{connections}"),
            string.Create(CultureInfo.InvariantCulture, $"-d{(int)Math.Ceiling(duration.TotalSeconds)}"), "--latency", "--timeout", "10",
            .. script is null ? (string[])[] : ["-s", script], address.AbsoluteUri,
        ];
        return Parse(await Command.OutputAsync("taskset", words, cancellationToken));
    }

    /// <summary>Reads what wrk prints.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public static Result Parse(string output)
    {
        if (output.Contains("Non-2xx or 3xx responses", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new CommandException($"Not every answer was good: {output}");
        }

        var tail = Tail().Match(output);
        var perSecond = PerSecond().Match(output);
        var requests = Count().Match(output);
        return tail.Success && perSecond.Success && requests.Success
            ? new Result(Number(perSecond.Groups[1]), (long)Number(requests.Groups[1]), Number(tail.Groups[1]) * Milliseconds(tail.Groups[2].Value))
            : throw new CommandException($"wrk printed something else than usual: {output}");
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private static double Milliseconds(string unit) => unit switch
    {
        "us" => 0.001,
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        _ => throw new CommandException($"wrk measured in '{unit}'."),
    };

    [GeneratedRegex(@"^\s+99%\s+([\d.]+)(\w+)", RegexOptions.Multiline)]
    private static partial Regex Tail();

    [GeneratedRegex(@"^Requests/sec:\s+([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"^\s*(\d+) requests in", RegexOptions.Multiline)]
    private static partial Regex Count();
}
