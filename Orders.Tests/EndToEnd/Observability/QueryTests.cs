using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Orders.Tests.EndToEnd.Embedded;
using Orders.Tests.Servers;
using Orders.Tests.Unit.Observability;

namespace Orders.Tests.EndToEnd.Observability;

/// <summary>The system and its Prometheus as ./run starts them, under load: every query of every panel, rule and alert gets an answer.</summary>
public sealed class QueryTests
{
    /// <summary>Prometheus looks back so far in the range queries: enough for what began before them to show.</summary>
    private static readonly TimeSpan Range = TimeSpan.FromMinutes(1);

    /// <summary>For all queries together. Prometheus looks every 5 s: a rate needs two scrapes, a rule on a rule two evaluations more.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task No_query_of_a_panel_rule_or_alert_fails_or_stays_empty_under_load()
    {
        using var folder = new ScratchFolder();
        await using var run = await HostRun.StartAsync(folder, new()
        {
            ["Producer__OrdersPerSecond"] = "50",
            ["Producer__InvalidShare"] = "0.2",
            ["Producer__UpdateShare"] = "0.3",
        }, "--query-apis", "2");
        await using var readers = new Readers(run);
        using var prometheus = await PrometheusOfAsync(run);

        await RulesAreEvaluatedAsync(prometheus);
        List<Query> unanswered = [.. PanelQueries(), .. VariableQueries(), .. await RuleQueriesAsync(prometheus)];
        Assert.All(Dashboard.All, dashboard => Assert.Contains(unanswered, query => query.Where.StartsWith(dashboard.File, StringComparison.Ordinal)));
        await AllAreAnsweredAsync(unanswered, prometheus);

        Assert.All(await prometheus.RulesAsync(), rule => Assert.Equal(("ok", ""), (rule.GetProperty("health").GetString(), LastError(rule))));
        // They may be empty, and should be: no alert fires here.
        foreach (var annotation in Dashboard.All.SelectMany(dashboard => dashboard.Annotations))
        {
            await prometheus.QueryAsync(annotation.Expression, Range);
        }
    }

    private static async Task<PrometheusClient> PrometheusOfAsync(HostRun run)
    {
        var address = run.Endpoints().GetProperty("prometheus").GetString();
        Assert.True(address is not null, "Prometheus is not installed: eng/setup.sh test does that on Debian.");
        var prometheus = new PrometheusClient(address);
        await Eventually.BecomesTrueAsync(prometheus.IsReadyAsync);
        return prometheus;
    }

    private static async Task AllAreAnsweredAsync(List<Query> unanswered, PrometheusClient prometheus)
    {
        var clock = Stopwatch.StartNew();
        while (unanswered.Count > 0)
        {
            Assert.True(clock.Elapsed < Deadline, $"Without an answer after {Deadline.TotalSeconds} s:\n{string.Join('\n', unanswered)}");
            foreach (var query in unanswered.ToList())
            {
                if (HasValue(await query.Ask(prometheus)))
                {
                    unanswered.Remove(query);
                }
            }
        }
    }

    private static IEnumerable<Query> PanelQueries() =>
        from dashboard in Dashboard.All
        from panel in dashboard.Charts
        from target in panel.Targets
        let expression = GrafanaMacros.Expand(dashboard, target.Expression)
        select new Query(panel.ToString(), expression, prometheus => prometheus.QueryAsync(expression, target.IsInstant ? null : Range));

    private static IEnumerable<Query> VariableQueries() =>
        from dashboard in Dashboard.All
        from variable in dashboard.Variables
        let series = GrafanaMacros.Expand(dashboard, variable.Source.Series)
        select new Query($"{dashboard.File}, variable {variable.Name}", series, prometheus => prometheus.LabelValuesAsync(variable.Source.Label, series));

    private static async Task<IEnumerable<Query>> RuleQueriesAsync(PrometheusClient prometheus) =>
        from rule in await prometheus.RulesAsync()
        let expression = rule.GetProperty("query").GetString()!
        from operand in rule.GetProperty("type").GetString() == "alerting" ? PromQl.Operands(expression) : [expression]
        select new Query($"rule {rule.GetProperty("name").GetString()}", operand, prometheus => prometheus.QueryAsync(operand));

    private static Task RulesAreEvaluatedAsync(PrometheusClient prometheus) => Eventually.BecomesTrueAsync(async () =>
        await prometheus.RulesAsync() is { Count: > 0 } rules && rules.All(rule => rule.GetProperty("health").GetString() != "unknown"));

    private static string LastError(JsonElement rule) => rule.TryGetProperty("lastError", out var error) ? error.GetString()! : "";

    /// <summary>Of label values one, of series one with a sample that is a number.</summary>
    private static bool HasValue(JsonElement result) => result.EnumerateArray().Any(item =>
        item.ValueKind == JsonValueKind.String
        || (item.TryGetProperty("value", out var sample) && IsNumber(sample))
        || (item.TryGetProperty("values", out var samples) && samples.EnumerateArray().Any(IsNumber)));

    private static bool IsNumber(JsonElement sample) => !double.IsNaN(double.Parse(sample[1].GetString()!.Replace("Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    private sealed record Query(string Where, string Expression, Func<PrometheusClient, Task<JsonElement>> Ask)
    {
        public override string ToString() => $"  {Where}: {Expression}";
    }
}
