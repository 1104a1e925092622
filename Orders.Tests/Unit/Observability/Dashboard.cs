using System.Text.Json;

using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Observability;

/// <summary>A dashboard as Grafana reads it from its file.</summary>
internal sealed record Dashboard(string File, JsonElement Json)
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "observability", "grafana", "dashboards");

    public string Uid => Json.GetProperty("uid").GetString()!;

    /// <summary>All panels, the headings of rows included.</summary>
    public IReadOnlyList<Panel> Panels { get; } = [.. Json.GetProperty("panels").EnumerateArray().Select(panel => new Panel(File, panel))];

    public IEnumerable<Panel> Charts => Panels.Where(panel => !panel.IsRow);

    public IEnumerable<Variable> Variables =>
        Json.GetProperty("templating").GetProperty("list").EnumerateArray().Select(variable => new Variable(File, variable));

    /// <summary>What marks the time line, without Grafana's own.</summary>
    public IEnumerable<Annotation> Annotations => Json.GetProperty("annotations").GetProperty("list").EnumerateArray()
        .Where(annotation => !annotation.TryGetProperty("builtIn", out _))
        .Select(annotation => new Annotation(annotation));

    public static IReadOnlyList<Dashboard> All { get; } = [.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];

    public override string ToString() => File;

    private static Dashboard Read(string path)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        return new(Path.GetFileName(path), document.RootElement.Clone());
    }
}

internal sealed record Panel(string File, JsonElement Json)
{
    public int Id => Json.GetProperty("id").GetInt32();

    public string Title => Json.GetProperty("title").GetString()!;

    public bool IsRow => Json.GetProperty("type").GetString() == "row";

    public JsonElement Defaults => Json.GetProperty("fieldConfig").GetProperty("defaults");

    public Area Grid => Json.GetProperty("gridPos").Deserialize<Area>(JsonSerializerOptions.Web)!;

    public IEnumerable<Target> Targets => Json.GetProperty("targets").EnumerateArray().Select(target => new Target(this, target));

    public override string ToString() => $"{File}, \"{Title}\"";

    /// <summary>In cells of Grafana's grid, which is 24 wide.</summary>
    internal sealed record Area(int X, int Y, int W, int H)
    {
        public IEnumerable<(int X, int Y)> Cells => Enumerable.Range(Y, H).SelectMany(y => Enumerable.Range(X, W).Select(x => (x, y)));
    }
}

internal sealed record Target(Panel Panel, JsonElement Json)
{
    public string Expression => Json.GetProperty("expr").GetString()!;

    public bool IsInstant => Json.GetProperty("instant").GetBoolean();
}

internal sealed record Annotation(JsonElement Json)
{
    public string Expression => Json.GetProperty("target").GetProperty("expr").GetString()!;
}

/// <summary>One that lists the values of a label.</summary>
internal sealed record Variable(string File, JsonElement Json)
{
    public string Name => Json.GetProperty("name").GetString()!;

    public string AllValue => Json.GetProperty("allValue").GetString()!;

    /// <summary>Such as <c>label_values(up{job=~"$job"}, instance)</c>.</summary>
    public string Query => Json.GetProperty("query").GetProperty("query").GetString()!;

    /// <summary>The series that it looks at, and the label whose values it takes.</summary>
    public (string Series, string Label) Source
    {
        get
        {
            var comma = Query.LastIndexOf(',');
            return (Query["label_values(".Length..comma], Query[(comma + 1)..^1].Trim());
        }
    }
}
