using System.Text.Json.Serialization;
using Orders.Gateway.Admitting;

namespace Orders.Gateway.Operations;

/// <summary><c>GET /api/operations</c>: the charts of the last minutes and how each instance is.</summary>
internal static class OperationsEndpoint
{
    public const string Path = "/api/operations";

    // A chart is a few hundred pixels high.
    private const int SignificantDigits = 4;

    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapOperationsHistory(this WebApplication app)
    {
        var collector = app.Services.GetRequiredService<Collector>();
        app.MapMethods(Path, Reads, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Json(Report(collector), OperationsJson.Default.OperationsReport);
        }).WithMetadata(Access.Operators);
    }

    private static OperationsReport Report(Collector collector)
    {
        var (from, values) = collector.History.Read();
        return new OperationsReport(
            from.UtcDateTime,
            collector.History.Step.TotalSeconds,
            collector.Health,
            [.. Signals.All.Zip(values, (signal, line) => new Series(signal.Name, signal.Unit, Labels(signal), [.. line.Select(Round)]))]);
    }

    private static Dictionary<string, string> Labels(Signal signal) =>
        signal.Label is { } label ? new() { [label] = signal.LabelValue ?? "" } : [];

    private static double? Round(double value)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        if (value == 0)
        {
            return 0;
        }

        var decimals = SignificantDigits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return Math.Round(value, Math.Clamp(decimals, 0, 15));
    }
}

/// <param name="From">The time of the first value of each series; the others follow in steps.</param>
internal sealed record OperationsReport(DateTime From, double StepSeconds, IReadOnlyList<InstanceHealth> Instances, IReadOnlyList<Series> Series);

/// <param name="Values">Null where nothing is known.</param>
internal sealed record Series(string Name, string Unit, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<double?> Values);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OperationsReport))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class OperationsJson : JsonSerializerContext;
