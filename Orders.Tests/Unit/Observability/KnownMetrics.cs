using System.Text.RegularExpressions;

using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Observability;

/// <summary>The names of all metrics: those that the services' source makes, those that our rules record, and Prometheus' own.</summary>
internal static partial class KnownMetrics
{
    private static readonly string[] Suffixes = ["_bucket", "_count", "_sum"];

    private static readonly string[] OfPrometheus =
        ["up", "ALERTS", "scrape_duration_seconds", "scrape_samples_post_metric_relabeling", "prometheus_rule_evaluation_failures_total", "process_resident_memory_bytes"];

    /// <summary>prometheus-net's own, under the names that it has in the folder for package feeds without it.</summary>
    private static readonly string OfTheProcess = Path.Combine("compat", "prometheus-net", "ProcessMetrics.cs");

    public static IReadOnlySet<string> Names { get; } = Sources()
        .SelectMany(file => Created().Matches(File.ReadAllText(file)))
        .SelectMany(match => match.Groups["type"].Value == "Histogram"
            ? Suffixes.Select(suffix => match.Groups["name"].Value + suffix)
            : [match.Groups["name"].Value])
        .Concat(Rules().SelectMany(file => Recorded().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value))
        .Concat(OfPrometheus)
        .ToHashSet();

    private static IEnumerable<string> Sources() =>
        ((string[])["Orders.Gateway", "Orders.Ingestor", "Orders.Producer", "Orders.QueryApi", "Orders.ServiceDefaults"])
            .SelectMany(project => Directory.GetDirectories(Path.Combine(Repository.Root, project)).Append(Path.Combine(Repository.Root, project)))
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs"))
            .Append(Path.Combine(Repository.Root, OfTheProcess));

    private static string[] Rules() => Directory.GetFiles(Path.Combine(Repository.Root, "observability", "prometheus", "rules"), "*.yml");

    [GeneratedRegex(@"[mM]etrics\.Create(?<type>Counter|Gauge|Histogram)\(\s*""(?<name>[^""]+)""")]
    private static partial Regex Created();

    [GeneratedRegex(@"- record: (?<name>\S+)")]
    private static partial Regex Recorded();
}
