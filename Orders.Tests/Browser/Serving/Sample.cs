using System.Text.Json.Nodes;

namespace Orders.Tests.Browser.Serving;

/// <summary>What the page shows in the tests and on its pictures.</summary>
internal static class Sample
{
    public const string Uid = "b563feb7b2b84b6test";

    public static JsonObject Model() =>
        (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "model.json")))!;

    /// <summary>The model with a second item.</summary>
    public static JsonObject Order()
    {
        var order = Model();
        var second = (JsonObject)order["items"]![0]!.DeepClone();
        (second["rid"], second["name"], second["brand"]) = ("second", "Linen coat", "Northern Thread");
        (second["price"], second["sale"], second["total_price"], second["size"], second["nm_id"]) = (900, 0, 900, "38", 3068375);
        order["items"]!.AsArray().Add(second);
        (order["payment"]!["goods_total"], order["payment"]!["amount"]) = (1217, 2717);
        return order;
    }

    public static IEnumerable<JsonObject> Orders(int count)
    {
        string[] services = ["meest", "cdek", "dhl"];
        for (var index = 0; index < count; index++)
        {
            yield return new JsonObject
            {
                ["order_uid"] = index == 0 ? Uid : $"4f09c2d1e7{index:d4}order",
                ["track_number"] = index == 0 ? "WBILMTESTTRACK" : $"WBRU84391{index / 2:d4}",
                ["customer_id"] = $"customer-{index % 7}",
                ["delivery_service"] = services[index % 3],
                ["date_created"] = DateTime.UtcNow.AddMinutes(-index),
                ["version"] = 1 + (index % 4),
                ["updated_at"] = DateTime.UtcNow.AddSeconds(-index * 40),
            };
        }
    }

    public static IEnumerable<JsonObject> Letters()
    {
        const string Broken = """{"order_uid":"4f09c2d1e70007order","track_number":"","delivery":{"name":"Test","phone":"12"},"items":[{"chrt_id":9934930,"price":453,"sale":120}],"locale":"en"}""";
        yield return Letter(3, 41, "4f09c2d1e70007order", "validation_error", 2, Broken,
            ("track_number", "blank", "must not be blank"), ("delivery.phone", "invalid_phone", "must have 7 to 15 digits"),
            ("delivery.email", "missing", "must be there: an address"), ("items[0].sale", "out_of_range", "must be from 0 to 100"));
        yield return Letter(0, 7, "4f09c2d1e70011order", "json_unmarshal_error", 0, "{\"order_uid\": \"4f09c2d1e70011order\",\n \"items\": [}",
            ("$", "invalid_json", "must be JSON; it is not from byte 50 on"));
        yield return Letter(9, 3, "4f09c2d1e70023order", "db_save_error", 0, """{"order_uid":"4f09c2d1e70023order","note":"fixed"}""",
            ("$", "refused_by_database", "PostgreSQL refuses the data of this order with SQLSTATE 22021."));
        var binary = Letter(9, 1, null, "json_unmarshal_error", 0, null, ("$", "invalid_utf8", "must be UTF-8; byte 0 of the message is not"));
        binary.Remove("payload");
        binary["payload_base64"] = "/wD/AP8=";
        yield return binary;
    }

    public static JsonObject Operations()
    {
        const int Length = 180;
        (string Name, string? Status, double Middle, double Swing)[] lines =
        [
            ("ingest_rate", "inserted", 120, 30), ("ingest_rate", "updated", 26, 8), ("ingest_rate", "unchanged", 6, 3),
            ("ingest_rate", "dlq_json", 1, 0.8), ("ingest_rate", "dlq_validation", 3, 1.5), ("ingest_rate", "dlq_db", 0, 0),
            ("lag", null, 40, 38), ("freshness_p50", null, 0.008, 0.002), ("freshness_p99", null, 0.03, 0.015), ("cache_hit_ratio", null, 0.95, 0.03),
            ("cache_bytes", null, 9e7, 1.5e7), ("request_rate", null, 340, 90), ("request_p50", null, 0.002, 0.0005), ("request_p99", null, 0.014, 0.008),
            ("error_rate", null, 0.2, 0.2), ("dlq_rate", null, 4, 2),
        ];
        return new JsonObject
        {
            ["from"] = DateTime.UtcNow.AddSeconds(-5 * Length),
            ["step_seconds"] = 5,
            ["instances"] = new JsonArray(
                Instance("ingestor-1", "healthy"), Instance("query-api-1", "healthy"), Instance("query-api-2", "unhealthy", "warming up"), Instance("producer", "unreachable")),
            ["series"] = new JsonArray([.. lines.Select((line, place) => (JsonNode)new JsonObject
            {
                ["name"] = line.Name,
                ["unit"] = "1",
                ["labels"] = line.Status is null ? [] : new JsonObject { ["status"] = line.Status },
                ["values"] = new JsonArray([.. Enumerable.Range(0, Length).Select(index => index < 10
                    ? null
                    : (JsonNode)Math.Max(0, line.Middle + (line.Swing * Math.Sin((index / (11.0 + place)) + place)) + (line.Swing * 0.2 * (index * 7919 % 13) / 13)))]),
            })]),
        };
    }

    private static JsonObject Letter(int partition, int offset, string? key, string reason, int replays, string? payload, params (string Path, string Code, string Message)[] faults) => new()
    {
        ["partition"] = partition,
        ["offset"] = offset,
        ["timestamp"] = DateTime.UtcNow.AddMinutes(-offset),
        ["key"] = key,
        ["reason"] = reason,
        ["replay_count"] = replays,
        ["payload"] = payload,
        ["details"] = new JsonArray([.. faults.Select(fault => new JsonObject { ["path"] = fault.Path, ["code"] = fault.Code, ["message"] = fault.Message })]),
    };

    private static JsonObject Instance(string name, string status, string? description = null) => new()
    {
        ["name"] = name,
        ["service"] = name.Split("-1")[0],
        ["status"] = status,
        ["description"] = description,
    };
}
