using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orders.Contracts.Decoding;

namespace Orders.Tests.Unit.Contracts;

/// <summary>The model order, and ways to spoil it.</summary>
internal static partial class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static string Json { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "model.json"));

    public static DecodeResult Decode(string json) => Decode(Encoding.UTF8.GetBytes(json));

    public static DecodeResult Decode(byte[] message) => OrderDecoder.Decode(message, Now, DecodeLimits.Default);

    public static Accepted Accept(string json) => Assert.IsType<Accepted>(Decode(json));

    public static Rejected Reject(string json) => Assert.IsType<Rejected>(Decode(json));

    /// <summary>The faults as "path code" lines.</summary>
    public static string[] Faults(DecodeResult result) => [.. Assert.IsType<Rejected>(result).Faults.Select(f => $"{f.Path} {f.Code}")];

    /// <summary>The sample with the member at <paramref name="path"/> replaced by, or gained as, the JSON <paramref name="value"/>.</summary>
    public static string With(string path, string value) => Edit(path, (parent, name) => parent[name] = JsonNode.Parse(value));

    public static string Without(string path) => Edit(path, (parent, name) => parent.Remove(name));

    public static string WithItems(int count, Action<JsonObject, int>? change = null)
    {
        var order = JsonNode.Parse(Json)!.AsObject();
        var item = order["items"]![0]!.AsObject();
        var items = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var copy = item.DeepClone().AsObject();
            copy["rid"] = $"rid{i}";
            change?.Invoke(copy, i);
            items.Add((JsonNode)copy);
        }

        order["items"] = items;
        order["payment"]!["goods_total"] = 317 * count;
        order["payment"]!["amount"] = (317 * count) + 1500;
        return order.ToJsonString();
    }

    /// <summary>Every member of the model by its path, one item's members included.</summary>
    public static IEnumerable<string> Members() => Members(JsonNode.Parse(Json)!.AsObject(), "");

    private static IEnumerable<string> Members(JsonObject parent, string prefix) =>
        parent.SelectMany(m => m.Value switch
        {
            JsonObject o => [prefix + m.Key, .. Members(o, $"{prefix}{m.Key}.")],
            JsonArray a => [prefix + m.Key, .. Members(a[0]!.AsObject(), $"{prefix}{m.Key}[0].")],
            _ => (IEnumerable<string>)[prefix + m.Key]
        });

    private static string Edit(string path, Action<JsonObject, string> edit)
    {
        var root = JsonNode.Parse(Json)!;
        var parts = Parts().Matches(path).Select(m => m.Value).ToArray();
        var parent = parts[..^1].Aggregate(root, (node, part) => int.TryParse(part, out var index) ? node[index]! : node[part]!);
        edit(parent.AsObject(), parts[^1]);
        return root.ToJsonString();
    }

    [GeneratedRegex("[^.\\[\\]]+")]
    private static partial Regex Parts();
}
