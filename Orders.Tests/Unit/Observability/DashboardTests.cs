using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orders.Tests.Unit.Observability;

public sealed partial class DashboardTests
{
    private const int GridWidth = 24;

    /// <summary>Of those that Grafana knows, the ones in use here: a misspelt unit is shown as if it were a suffix.</summary>
    private static readonly string[] Units = ["none", "short", "percentunit", "s", "bytes", "Bps", "ops", "reqps", "mps", "suffix:×"];

    public static TheoryData<string> Files => [.. Dashboard.All.Select(dashboard => dashboard.File)];

    [Fact]
    public void There_are_four_dashboards_with_an_address_of_their_own()
    {
        Assert.Equal(["ingest.json", "overview.json", "query-and-cache.json", "runtime.json"], Dashboard.All.Select(dashboard => dashboard.File));
        Assert.All(Dashboard.All, dashboard => Assert.Equal($"orders-{Path.GetFileNameWithoutExtension(dashboard.File)}", dashboard.Uid));
    }

    /// <summary>The model that provisioning from files takes; Grafana 13 exports another one unless told.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Each_is_in_the_classic_model_and_belongs_to_no_instance(string file)
    {
        var json = Of(file).Json;

        Assert.Equal(42, json.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("id").ValueKind);
        Assert.NotEmpty(json.GetProperty("description").GetString()!);
        Assert.Contains("orders", json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Panels_have_an_id_and_a_title_of_their_own(string file)
    {
        var panels = Of(file).Panels;

        Assert.Distinct(panels.Select(panel => panel.Id));
        Assert.Distinct(panels.Select(panel => panel.Title));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_panel_says_what_it_shows_and_in_which_unit(string file) => Assert.All(Of(file).Charts, panel =>
    {
        Assert.Contains(panel.Defaults.GetProperty("unit").GetString(), Units);
        Assert.Matches(@"^.{30,}\.$", panel.Json.GetProperty("description").GetString());
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void Thresholds_rise(string file) => Assert.All(Of(file).Charts, panel =>
    {
        var steps = panel.Defaults.GetProperty("thresholds").GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("value")).ToList();

        Assert.Equal(JsonValueKind.Null, steps[0].ValueKind);
        var values = steps.Skip(1).Select(step => step.GetDouble()).ToList();
        Assert.Equal(values.Order(), values);
        Assert.Distinct(values);
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_query_goes_to_our_data_source_and_has_a_short_legend(string file) => Assert.All(Of(file).Charts, panel =>
    {
        Assert.Equal("prometheus", UidOfSource(panel.Json));
        Assert.NotEmpty(panel.Targets);
        Assert.Distinct(panel.Targets.Select(target => target.Json.GetProperty("refId").GetString()));
        Assert.All(panel.Targets, target =>
        {
            Assert.Equal("prometheus", UidOfSource(target.Json));
            // Without one, Grafana shows the whole series: name, braces, every label.
            Assert.True(panel.Json.GetProperty("type").GetString() == "stat" || target.Json.GetProperty("legendFormat").GetString() is { Length: > 0 });
        });
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void Queries_read_metrics_that_exist(string file) => Assert.All(
        Of(file).Charts.SelectMany(panel => panel.Targets.Select(target => target.Expression))
            .Concat(Of(file).Variables.Select(variable => variable.Source.Series))
            .Concat(Of(file).Annotations.Select(annotation => annotation.Expression)),
        expression => Assert.Subset((ISet<string>)KnownMetrics.Names.ToHashSet(), PromQl.Metrics(expression).ToHashSet()));

    /// <summary>A fixed window is empty between two scrapes that are further apart, and blind to a zoom.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Rates_are_taken_over_a_window_that_fits_scrapes_and_zoom(string file) => Assert.All(
        Of(file).Charts.SelectMany(panel => panel.Targets),
        target => Assert.All(Windows().Matches(target.Expression), window => Assert.Equal("[$__rate_interval]", window.Value)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Variables_are_defined_and_used(string file)
    {
        var dashboard = Of(file);
        var used = dashboard.Charts.SelectMany(panel => panel.Targets.Select(target => target.Expression))
            .Concat(dashboard.Variables.Select(variable => variable.Query))
            .SelectMany(text => VariableNames().Matches(text))
            .Select(match => match.Groups["name"].Value);

        Assert.Equal(dashboard.Variables.Select(variable => variable.Name).Order(), used.Where(name => !name.StartsWith("__", StringComparison.Ordinal)).Distinct().Order());
        Assert.All(dashboard.Variables, variable => Assert.Equal("prometheus", UidOfSource(variable.Json)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Panels_fill_the_grid_without_overlaps_and_gaps(string file)
    {
        var panels = Of(file).Panels;
        var cells = panels.SelectMany(panel => panel.Grid.Cells).ToList();

        Assert.Distinct(cells);
        Assert.Equal(GridWidth * panels.Max(panel => panel.Grid.Y + panel.Grid.H), cells.Count);
        Assert.All(cells, cell => Assert.InRange(cell.X, 0, GridWidth - 1));
        Assert.All(panels.Where(panel => panel.IsRow), row => Assert.Equal((0, GridWidth, 1), (row.Grid.X, row.Grid.W, row.Grid.H)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Firing_alerts_are_marked_on_the_time_line(string file) => Assert.Contains(
        Of(file).Annotations,
        annotation => UidOfSource(annotation.Json) == "prometheus" && annotation.Expression.Contains("ALERTS{alertstate=\"firing\"}", StringComparison.Ordinal));

    private static string? UidOfSource(JsonElement element) => element.GetProperty("datasource").GetProperty("uid").GetString();

    private static Dashboard Of(string file) => Dashboard.All.Single(dashboard => dashboard.File == file);

    [GeneratedRegex(@"\[[$\d][\w${}:]*\]")]
    private static partial Regex Windows();

    [GeneratedRegex(@"\$\{?(?<name>[A-Za-z_]\w*)")]
    private static partial Regex VariableNames();
}
