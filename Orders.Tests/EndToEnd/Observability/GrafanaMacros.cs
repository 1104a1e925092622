using Orders.Tests.Unit.Observability;

namespace Orders.Tests.EndToEnd.Observability;

/// <summary>What Grafana puts in for the variables of a query before it sends it.</summary>
internal static class GrafanaMacros
{
    /// <summary>Four times the interval at which the provisioned data source says that Prometheus scrapes.</summary>
    private const string RateInterval = "20s";

    public static string Expand(Dashboard dashboard, string query)
    {
        // Longest first: $__rate_interval before $__rate, $instance_name before $instance.
        var values = dashboard.Variables
            .Select(variable => (variable.Name, Value: variable.AllValue))
            .Append(("__rate_interval", RateInterval))
            .Append(("__interval", "5s"))
            .Append(("__range", "3600s"))
            .OrderByDescending(variable => variable.Item1.Length);

        return values.Aggregate(query, (text, variable) => text
            .Replace($"${{{variable.Item1}}}", variable.Item2, StringComparison.Ordinal)
            .Replace($"${variable.Item1}", variable.Item2, StringComparison.Ordinal));
    }
}
