using System.Text;
using System.Text.Json.Nodes;

using Confluent.Kafka;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>A message for the topic <c>orders</c>, made from the sample order.</summary>
internal sealed record TestMessage(string? Key, byte[]? Value)
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "model.json"));

    public Headers? Headers { get; init; }

    /// <summary><c>null</c>: by the key.</summary>
    public int? Partition { get; init; }

    public string Text => Encoding.UTF8.GetString(Value!);

    /// <param name="uid">The order's uid.</param>
    /// <param name="status">The status of its only item: another status is another version.</param>
    public static TestMessage Order(string uid, int status = 202) => Changed(uid, order => order["items"]![0]!["status"] = status);

    public static TestMessage Changed(string uid, Action<JsonNode> change)
    {
        var order = JsonNode.Parse(Sample)!;
        order["order_uid"] = uid;
        change(order);
        return new TestMessage(uid, Encoding.UTF8.GetBytes(order.ToJsonString()));
    }

    public static TestMessage WithWrongSum(string uid) => Changed(uid, order => order["payment"]!["amount"] = 1);

    public static TestMessage Malformed(string key) => new(key, "{\"order_uid\":"u8.ToArray());

    /// <summary>Valid JSON and every rule holds, but PostgreSQL cannot store U+0000 in a text column.</summary>
    public static TestMessage WithNul(string uid) => Changed(uid, order => order["track_number"] = "WB\0IL");
}
