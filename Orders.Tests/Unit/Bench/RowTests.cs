using System.Text.Json;

using Orders.Bench.Measuring;
using Orders.Bench.Reporting;

namespace Orders.Tests.Unit.Bench;

public sealed class RowTests
{
    private static readonly Series Ours = new([90, 100, 250]);
    private static readonly Series Theirs = new([100, 100, 100]);

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(1.01, false)]
    public void The_median_ratio_decides(double atLeast, bool held) =>
        Assert.Equal(held, Row.Ratio("a", "b", "req/s", Ours, Theirs, new Target.AtLeast(atLeast)).Held);

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void The_median_difference_decides(double atMost, bool held) =>
        Assert.Equal(held, Row.Difference("a", "b", "bytes", Ours, Theirs, new Target.AtMost(atMost)).Held);

    [Theory]
    [InlineData(100, true)]
    [InlineData(99, false)]
    public void A_figure_without_a_peer_is_judged_by_itself(double exactly, bool held) =>
        Assert.Equal(held, Row.Figure("a", "statements", Ours, new Target.Exactly(exactly)).Held);

    [Fact]
    public void A_line_of_the_table_has_both_figures_the_ratio_its_spread_and_the_verdict() => Assert.Equal(
        "| cached GET | nginx | req/s | 100 | 100 | 1 (0.9 to 2.5) | ≥ 1.5 | **missed** |",
        Table.Line(Row.Ratio("cached GET", "nginx", "req/s", Ours, Theirs, new Target.AtLeast(1.5))));

    [Fact]
    public void The_report_has_every_round_the_commit_and_the_machine()
    {
        var machine = new Machine("abc", "a processor", 2, 24_000, "Linux", ".NET");

        using var report = JsonDocument.Parse(JsonReport.Text(machine, DateTimeOffset.UnixEpoch, quick: true, [Row.Ratio("a", "b", "c", Ours, Theirs, new Target.AtLeast(1))]));

        var root = report.RootElement;
        Assert.Equal(("abc", 2), (root.GetProperty("commit").GetString(), root.GetProperty("machine").GetProperty("processors").GetInt32()));
        var row = Assert.Single(root.GetProperty("rows").EnumerateArray());
        Assert.Equal([90, 100, 250], row.GetProperty("ours").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal([0.9, 1, 2.5], row.GetProperty("judged").EnumerateArray().Select(value => value.GetDouble()));
        Assert.True(row.GetProperty("held").GetBoolean());
    }
}
