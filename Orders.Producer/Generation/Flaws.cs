using System.Text;
using System.Text.Json.Nodes;
using Orders.Contracts;

namespace Orders.Producer.Generation;

/// <summary>Ways in which a message can be wrong, each of which the decoder must reject whatever the order is.</summary>
internal static class Flaws
{
    private static readonly string[] Members = ["order_uid", "track_number", "entry", "delivery", "payment", "items", "locale", "customer_id", "date_created"];

    /// <summary>By name, as the metrics of a test would count them.</summary>
    public static IReadOnlyList<(string Name, Func<Order, Random, byte[]> Spoil)> All { get; } =
    [
        ("truncated", (order, random) => Truncate(OrderEncoder.Encode(order), random)),
        ("invalid_utf8", (order, random) => BreakUtf8(OrderEncoder.Encode(order), random)),
        ("not_json", (order, _) => Encoding.UTF8.GetBytes($"order {order.OrderUid} is ready")),
        ("empty", (_, _) => []),
        ("not_an_object", (order, _) => [(byte)'[', .. OrderEncoder.Encode(order), (byte)']']),
        ("duplicate_member", (order, _) => [(byte)'{', .. "\"entry\":\"\","u8, .. OrderEncoder.Encode(order).AsSpan(1)]),
        ("missing_member", (order, random) => Edit(order, json => json.Remove(Pick(Members, random)))),
        ("null_member", (order, random) => Edit(order, json => json[Pick(Members, random)] = null)),
        ("wrong_type", (order, random) => Edit(order, json => json[Pick(Members, random)] = true)),
        ("fractional_amount", (order, _) => Edit(order, json => json["payment"]!["amount"] = order.Payment.Amount + 0.5)),
        ("wrong_amount", (order, random) => WithPayment(order, p => p with { Amount = p.Amount + random.Next(1, 1_000) })),
        ("wrong_goods_total", (order, _) => WithPayment(order, p => p with { GoodsTotal = p.GoodsTotal + 1, Amount = p.Amount + 1 })),
        ("unknown_currency", (order, _) => WithPayment(order, p => p with { Currency = "ZZZ" })),
        ("bad_email", (order, _) => WithDelivery(order, d => d with { Email = d.Email.Replace("@", " at ", StringComparison.Ordinal) })),
        ("bad_phone", (order, _) => WithDelivery(order, d => d with { Phone = "call me" })),
        ("blank_name", (order, _) => WithDelivery(order, d => d with { Name = " " })),
        ("no_items", (order, _) => OrderEncoder.Encode(order with { Items = [], Payment = order.Payment with { GoodsTotal = 0, Amount = order.Payment.DeliveryCost + order.Payment.CustomFee } })),
        ("duplicate_rid", (order, _) => OrderEncoder.Encode(order with { Items = [.. order.Items, order.Items[0] with { Price = 0, TotalPrice = 0 }] })),
        ("negative_price", (order, _) => WithFirstItem(order, i => i with { Price = -i.Price - 1 })),
        ("oversize_sale", (order, random) => WithFirstItem(order, i => i with { Sale = random.Next(101, 1_000) })),
        ("future_date", (order, _) => OrderEncoder.Encode(order with { DateCreated = "9999-01-01T00:00:00Z" })),
        ("bad_order_uid", (order, _) => OrderEncoder.Encode(order with { OrderUid = $"order/{order.OrderUid}" }))
    ];

    public static byte[] Spoil(Order order, Random random) => All[random.Next(All.Count)].Spoil(order, random);

    private static byte[] Truncate(byte[] json, Random random) => json[..random.Next(1, json.Length)];

    private static byte[] BreakUtf8(byte[] json, Random random)
    {
        json[random.Next(json.Length)] = 0xFF;
        return json;
    }

    private static byte[] Edit(Order order, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(OrderEncoder.Encode(order))!.AsObject();
        edit(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static byte[] WithPayment(Order order, Func<Payment, Payment> change) =>
        OrderEncoder.Encode(order with { Payment = change(order.Payment) });

    private static byte[] WithDelivery(Order order, Func<Delivery, Delivery> change) =>
        OrderEncoder.Encode(order with { Delivery = change(order.Delivery) });

    private static byte[] WithFirstItem(Order order, Func<Item, Item> change) =>
        OrderEncoder.Encode(order with { Items = [change(order.Items[0]), .. order.Items.Skip(1)] });

    private static string Pick(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
