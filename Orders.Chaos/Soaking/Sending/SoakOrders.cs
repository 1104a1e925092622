using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

using Orders.Contracts;

namespace Orders.Chaos.Soaking.Sending;

/// <summary>
/// The orders of a run. A document says which version it is (<c>sm_id</c>) and can be made again from its order's number and its version,
/// so that every answer and every row can be checked to the byte without being remembered.
/// </summary>
internal sealed class SoakOrders(int seed)
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Choice _size = new(seed, "items");
    private readonly Choice _price = new(seed, "price");

    public static string Uid(int number) => string.Create(CultureInfo.InvariantCulture, $"soak-{number:D6}");

    public static int NumberOf(string uid) => int.Parse(uid.AsSpan(uid.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    public static string UnknownUid(long number) => string.Create(CultureInfo.InvariantCulture, $"unknown-{number}");

    /// <param name="version">1 and up.</param>
    public byte[] Document(int number, long version) => OrderEncoder.Encode(Order(number, version));

    /// <summary>One in twenty is for the database to refuse: to find it in its batch takes a transaction for each halving.</summary>
    public static BadKind KindOf(long number) => number % 20 is 19 ? BadKind.Unstorable : number % 2 is 0 ? BadKind.Malformed : BadKind.Invalid;

    public (string Key, byte[] Value) Bad(long number)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"bad-{number}");
        var order = JsonNode.Parse(OrderEncoder.Encode(Order((int)(number % 1_000), 1) with { OrderUid = key }))!;
        switch (KindOf(number))
        {
            case BadKind.Malformed:
                return (key, Encoding.UTF8.GetBytes(order.ToJsonString()[..200]));
            case BadKind.Invalid:
                order["payment"]!["amount"] = 1;
                break;
            default:
                order["track_number"] = "WB\0IL";
                break;
        }

        return (key, Encoding.UTF8.GetBytes(order.ToJsonString()));
    }

    private Order Order(int number, long version)
    {
        var uid = Uid(number);
        var created = Start.AddSeconds(number);
        var items = Enumerable.Range(0, 1 + _size.Of(number, 4)).Select(position => Item(uid, number, position, version)).ToArray();
        var goods = items.Sum(item => item.TotalPrice);
        return new Order
        {
            OrderUid = uid,
            TrackNumber = $"TRACK-{uid}",
            Entry = "SOAK",
            Delivery = Delivery(number),
            Payment = Payment(uid, goods, created),
            Items = items,
            Locale = "en",
            InternalSignature = "",
            CustomerId = string.Create(CultureInfo.InvariantCulture, $"customer-{number % 500}"),
            DeliveryService = "meest",
            Shardkey = "9",
            SmId = version,
            DateCreated = created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            OofShard = "1",
        };
    }

    private static Delivery Delivery(int number) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"Nobody {number}"),
        Phone = string.Create(CultureInfo.InvariantCulture, $"+1555{number:D7}"),
        Zip = "00000",
        City = "Nowhere",
        Address = string.Create(CultureInfo.InvariantCulture, $"No Street {number}"),
        Region = "None",
        Email = string.Create(CultureInfo.InvariantCulture, $"nobody-{number}@example.org"),
    };

    private static Payment Payment(string uid, long goods, DateTimeOffset created) => new()
    {
        Transaction = uid,
        RequestId = "",
        Currency = "USD",
        Provider = "wbpay",
        Amount = goods + 1_500,
        PaymentDt = created.ToUnixTimeSeconds(),
        Bank = "alpha",
        DeliveryCost = 1_500,
        GoodsTotal = goods,
        CustomFee = 0,
    };

    private Item Item(string uid, int number, int position, long version)
    {
        var price = 100 + _price.Of((number * 10L) + position, 10_000);
        return new Item
        {
            ChrtId = 1_000_000 + number,
            TrackNumber = $"TRACK-{uid}",
            Price = price,
            Rid = string.Create(CultureInfo.InvariantCulture, $"{uid}-{position}"),
            Name = "Mascaras",
            Sale = 0,
            Size = "0",
            TotalPrice = price,
            NmId = 2_000_000 + number,
            Brand = "Vivienne Sabo",
            Status = 202 + (version % 6),
        };
    }
}
