using System.Globalization;

using Orders.Bench.Measuring;

namespace Orders.Bench.Reporting;

/// <summary>Rows as a table in Markdown, for the terminal and for docs.</summary>
internal static class Table
{
    public const string Head = """
        | what | compared with | unit | ours | theirs | ratio or figure (least to most) | target | |
        |---|---|---|--:|--:|--:|---|---|
        """;

    public static string Line(Row row) =>
        $"| {row.What} | {row.ComparedWith} | {row.Unit} | {Text(row.Ours.Median)} | {(row.Theirs is { } theirs ? Text(theirs.Median) : "")} | {Spread(row.Judged)} | {row.Target} | {(row.Held ? "holds" : "**missed**")} |";

    private static string Spread(Series series) => $"{Text(series.Median)} ({Text(series.Least)} to {Text(series.Most)})";

    /// <summary>Three digits that count; more would be noise.</summary>
    private static string Text(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
