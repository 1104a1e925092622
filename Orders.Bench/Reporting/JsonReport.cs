using System.Text.Encodings.Web;
using System.Text.Json;

using Orders.Bench.Measuring;

namespace Orders.Bench.Reporting;

/// <summary>Everything that was measured, for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(Machine machine, DateTimeOffset time, bool quick, IEnumerable<Row> rows) => JsonSerializer.Serialize(
        new
        {
            time,
            machine.Commit,
            machine = new { machine.Processor, machine.Processors, machine.MemoryMegabytes, machine.System, machine.Runtime },
            quick,
            rows = rows.Select(row => new
            {
                row.What,
                row.ComparedWith,
                row.Unit,
                ours = row.Ours.Values,
                theirs = row.Theirs?.Values,
                judged = row.Judged.Values,
                median = row.Judged.Median,
                target = row.Target.ToString(),
                row.Held,
            }),
        },
        Indented);
}
