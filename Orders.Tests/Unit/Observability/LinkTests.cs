using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orders.Tests.Unit.Observability;

/// <summary>Links of dashboards: none may lead nowhere, and every panel about time leads to the traces behind it.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] TracedServices = ["orders-producer", "orders-ingestor", "orders-query-api", "orders-gateway"];

    [Fact]
    public void Links_to_dashboards_find_one() => Assert.All(
        Urls().Where(url => url.StartsWith("/d/", StringComparison.Ordinal)),
        url => Assert.Contains(url["/d/".Length..url.IndexOf('?', StringComparison.Ordinal)], Dashboard.All.Select(dashboard => dashboard.Uid)));

    [Fact]
    public void Links_to_traces_ask_Jaeger_for_a_service_of_ours() => Assert.All(
        Urls().Where(url => url.StartsWith("/explore?", StringComparison.Ordinal)),
        url =>
        {
            using var panes = JsonDocument.Parse(Uri.UnescapeDataString(Panes().Match(url).Groups["json"].Value));
            var pane = Assert.Single(panes.RootElement.EnumerateObject()).Value;
            var query = Assert.Single(pane.GetProperty("queries").EnumerateArray());

            Assert.Equal("jaeger", pane.GetProperty("datasource").GetString());
            Assert.Equal("jaeger", query.GetProperty("datasource").GetProperty("uid").GetString());
            Assert.Contains(query.GetProperty("service").GetString(), TracedServices);
            Assert.Equal("${__from}", pane.GetProperty("range").GetProperty("from").GetString());
        });

    [Fact]
    public void No_link_leaves_Grafana() => Assert.All(Urls(), url => Assert.Matches("^/(d|explore|alerting)", url));

    [Fact]
    public void Panels_about_request_times_lead_to_their_traces_and_show_examples()
    {
        var panels = Dashboard.All.SelectMany(dashboard => dashboard.Charts)
            .Where(panel => panel.Json.GetProperty("type").GetString() == "timeseries")
            .Where(panel => panel.Targets.Any(target => target.Expression.Contains("http_request_duration_seconds_bucket", StringComparison.Ordinal)))
            .ToList();

        Assert.NotEmpty(panels);
        Assert.All(panels, panel =>
        {
            Assert.Contains(UrlsOf(panel.Json), url => url.StartsWith("/explore?", StringComparison.Ordinal));
            Assert.All(panel.Targets, target => Assert.True(target.Json.GetProperty("exemplar").GetBoolean()));
        });
    }

    private static IEnumerable<string> Urls() => Dashboard.All.SelectMany(dashboard => dashboard.Charts.SelectMany(panel => UrlsOf(panel.Json)).Concat(UrlsOf(dashboard.Json)));

    private static IEnumerable<string> UrlsOf(JsonElement element) => element.TryGetProperty("links", out var links)
        ? links.EnumerateArray().Select(link => link.GetProperty("url").GetString()!).Where(url => url.Length > 0)
        : [];

    [GeneratedRegex("[?&]panes=(?<json>.+)$")]
    private static partial Regex Panes();
}
