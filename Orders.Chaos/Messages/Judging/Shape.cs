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

        var members = Members("$", order, sheet);
        ReadAll("$", members, OrderTexts, ["sm_id"], sheet);
        ReadObject(members, "delivery", DeliveryTexts, [], sheet);
        ReadObject(members, "payment", PaymentTexts, PaymentNumbers, sheet);
        if (Take("$", members, "items", JsonKind.Array, sheet) is { } items)
        {
            ReadItems(items.Elements, sheet);
        }

        Foreign("$", members, sheet);
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
        var members = Members(path, value, sheet);
        ReadAll(path, members, texts, numbers, sheet);
        Foreign(path, members, sheet);
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

    /// <summary>By name; of a member that is there twice the last one, after the fault is noted.</summary>
    private static Dictionary<string, JsonValue> Members(string path, JsonValue value, FaultSheet sheet)
    {
        var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var (name, member) in value.Members)
        {
            if (name is null)
            {
                sheet.AddUnreadable(Paths.Of(path, "?"), "invalid_text");
                continue;
            }

            if (members.ContainsKey(name))
            {
                sheet.AddUnreadable(Paths.OfUnknown(path, name), "duplicate_member");
            }

            members[name] = member;
        }

        return members;
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

    /// <summary>Unknown members may be anything, as long as none is there twice.</summary>
    private static void Foreign(string path, Dictionary<string, JsonValue> members, FaultSheet sheet)
    {
        foreach (var (name, value) in members)
        {
            Foreign(Paths.OfUnknown(path, name), value, sheet);
        }
    }

    private static void Foreign(string path, JsonValue value, FaultSheet sheet)
    {
        if (value.Kind == JsonKind.Object)
        {
            Members(path, value, sheet);
            foreach (var (name, member) in value.Members.Where(member => member.Name is not null))
            {
                Foreign(Paths.OfUnknown(path, name!), member, sheet);
            }
        }

        for (var i = 0; i < value.Elements.Count; i++)
        {
            Foreign(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), value.Elements[i], sheet);
        }
    }
}
