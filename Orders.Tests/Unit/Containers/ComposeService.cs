namespace Orders.Tests.Unit.Containers;

internal sealed class ComposeService(string name, Dictionary<object, object> values)
{
    public string Name => name;

    public string Image => (string)values["image"];

    /// <summary>The stage of the Dockerfile, or null for an image of somebody else.</summary>
    public string? BuildTarget => values.TryGetValue("build", out var build) ? (string)((Dictionary<object, object>)build)["target"] : null;

    public string? Restart => Text("restart");

    public bool ReadOnly => Text("read_only") == "true";

    public bool HasHealthCheck => values.ContainsKey("healthcheck");

    public string? MemoryLimit => Map("deploy", "resources", "limits")?.GetValueOrDefault("memory") as string;

    public string? Replicas => Map("deploy")?.GetValueOrDefault("replicas") as string;

    public IEnumerable<string> DroppedCapabilities => List("cap_drop");

    public IEnumerable<string> SecurityOptions => List("security_opt");

    public IEnumerable<string> Ports => List("ports");

    public IEnumerable<string> Mounts => List("volumes");

    public IReadOnlyDictionary<string, string> Environment =>
        Map("environment")?.ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value) ?? [];

    /// <summary>What has to be how before this one is started.</summary>
    public IReadOnlyDictionary<string, string?> Dependencies =>
        Map("depends_on")?.ToDictionary(
            pair => (string)pair.Key, pair => ((Dictionary<object, object>)pair.Value).GetValueOrDefault("condition") as string) ?? [];

    private string? Text(string key) => values.GetValueOrDefault(key) as string;

    private IEnumerable<string> List(string key) => values.GetValueOrDefault(key) is List<object> items ? items.Cast<string>() : [];

    private Dictionary<object, object>? Map(params string[] path) =>
        path.Aggregate((Dictionary<object, object>?)values, (map, key) => map?.GetValueOrDefault(key) as Dictionary<object, object>);
}
