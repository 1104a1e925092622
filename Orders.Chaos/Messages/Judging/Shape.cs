using System.Globalization;

namespace Orders.Chaos.Messages.Judging;

/// <summary>The model's members and their JSON types, against what is there.</summary>
internal static class Shape
{
    private static readonly string[] OrderTexts =
        ["order_uid", "track_number", "entry", "locale", "internal_signature", "customer_id", "delivery_service", "shardkey", "date_created", "oof_shard"];

    private static readonly string[] DeliveryTexts = ["name", "phone", "zip", "city", "address", "region", "email"];
    private static readonly string[] PaymentTexts = ["transaction", "request_id", "currency", "provider", "bank"];
    private static readonly string[] PaymentNumbers = ["amount", "payment_dt", "delivery_cost", "goods_total", "custom_fee"];
    private static readonly string[] ItemTexts = ["track_number", "rid", "name", "size", "brand"];
    private static readonly string[] ItemNumbers = ["chrt_id", "price", "sale", "total_price", "nm_id", "status"];

    public static void Compare(JsonValue order, FaultSheet sheet)
    {
        if (order.Kind != JsonKind.Object)
        {
            sheet.AddUnreadable("$", "wrong_type");
            return;
        }

        var members = ObjectMembers.ByName("$", order, sheet);
        ReadAll("$", members, OrderTexts, ["sm_id"], sheet);
        ReadObject(members, "delivery", DeliveryTexts, [], sheet);
        ReadObject(members, "payment", PaymentTexts, PaymentNumbers, sheet);
        if (Take("$", members, "items", JsonKind.Array, sheet) is { } items)
        {
            ReadItems(items.Elements, sheet);
        }

        ObjectMembers.Check("$", members, sheet);
    }

    private static void ReadItems(IReadOnlyList<JsonValue> items, FaultSheet sheet)
    {
        sheet.Items = items.Count;
        for (var i = 0; i < items.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"items[{i}]");
            if (Is(path, items[i], JsonKind.Object, sheet))
            {
                ReadObject(path, items[i], ItemTexts, ItemNumbers, sheet);
            }
        }
    }

    private static void ReadObject(Dictionary<string, JsonValue> parent, string name, string[] texts, string[] numbers, FaultSheet sheet)
    {
        if (Take("$", parent, name, JsonKind.Object, sheet) is { } value)
        {
            ReadObject(name, value, texts, numbers, sheet);
        }
    }

    private static void ReadObject(string path, JsonValue value, string[] texts, string[] numbers, FaultSheet sheet)
    {
        var members = ObjectMembers.ByName(path, value, sheet);
        ReadAll(path, members, texts, numbers, sheet);
        ObjectMembers.Check(path, members, sheet);
    }

    private static void ReadAll(string path, Dictionary<string, JsonValue> members, string[] texts, string[] numbers, FaultSheet sheet)
    {
        foreach (var name in texts)
        {
            if (Take(path, members, name, JsonKind.String, sheet) is not { } value)
            {
                continue;
            }

            if (value.Text is { } text)
            {
                sheet.Found(Paths.Of(path, name), text);
            }
            else
            {
                sheet.AddUnreadable(Paths.Of(path, name), "invalid_text");
            }
        }

        foreach (var name in numbers)
        {
            if (Take(path, members, name, JsonKind.Number, sheet) is { Text: { } digits })
            {
                ReadNumber(Paths.Of(path, name), digits, sheet);
            }
        }
    }

    private static void ReadNumber(string path, string digits, FaultSheet sheet)
    {
        if (digits.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            sheet.AddUnreadable(path, "not_an_integer");
        }
        else if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            sheet.Found(path, number);
        }
        else
        {
            sheet.AddUnreadable(path, "integer_out_of_range");
        }
    }

    private static JsonValue? Take(string path, Dictionary<string, JsonValue> members, string name, JsonKind kind, FaultSheet sheet)
    {
        if (!members.Remove(name, out var value))
        {
            sheet.Add(Paths.Of(path, name), "missing");
            return null;
        }

        return Is(Paths.Of(path, name), value, kind, sheet) ? value : null;
    }

    private static bool Is(string path, JsonValue value, JsonKind kind, FaultSheet sheet)
    {
        if (value.Kind == JsonKind.Null)
        {
            sheet.Add(path, "null");
        }
        else if (value.Kind != kind)
        {
            sheet.AddUnreadable(path, "wrong_type");
        }

        return value.Kind == kind;
    }
}
