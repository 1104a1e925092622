using System.Text.Json;
using Orders.Contracts.Validation;

namespace Orders.Contracts.Decoding;

/// <summary>Reads as much of an order as can be read: the model's shape, said once more for the sake of good error messages.</summary>
internal static class OrderDraft
{
    /// <summary>What did not decode is null or zero in the result, in spite of its type, and noted among the faults.</summary>
    public static Order Read(JsonElement document, FaultList faults)
    {
        var members = new JsonMembers(document, MemberPath.Document, faults);
        var order = new Order
        {
            OrderUid = members.Text("order_uid"),
            TrackNumber = members.Text("track_number"),
            Entry = members.Text("entry"),
            Delivery = members.Object("delivery", ReadDelivery),
            Payment = members.Object("payment", ReadPayment),
            Items = members.Objects("items", Bounds.Items, ReadItem),
            Locale = members.Text("locale"),
            InternalSignature = members.Text("internal_signature"),
            CustomerId = members.Text("customer_id"),
            DeliveryService = members.Text("delivery_service"),
            Shardkey = members.Text("shardkey"),
            SmId = members.Integer("sm_id"),
            DateCreated = members.Text("date_created"),
            OofShard = members.Text("oof_shard")
        };
        members.CheckTheRest();
        return order;
    }

    private static Delivery ReadDelivery(JsonMembers members) => new()
    {
        Name = members.Text("name"),
        Phone = members.Text("phone"),
        Zip = members.Text("zip"),
        City = members.Text("city"),
        Address = members.Text("address"),
        Region = members.Text("region"),
        Email = members.Text("email")
    };

    private static Payment ReadPayment(JsonMembers members) => new()
    {
        Transaction = members.Text("transaction"),
        RequestId = members.Text("request_id"),
        Currency = members.Text("currency"),
        Provider = members.Text("provider"),
        Amount = members.Integer("amount"),
        PaymentDt = members.Integer("payment_dt"),
        Bank = members.Text("bank"),
        DeliveryCost = members.Integer("delivery_cost"),
        GoodsTotal = members.Integer("goods_total"),
        CustomFee = members.Integer("custom_fee")
    };

    private static Item ReadItem(JsonMembers members) => new()
    {
        ChrtId = members.Integer("chrt_id"),
        TrackNumber = members.Text("track_number"),
        Price = members.Integer("price"),
        Rid = members.Text("rid"),
        Name = members.Text("name"),
        Sale = members.Integer("sale"),
        Size = members.Text("size"),
        TotalPrice = members.Integer("total_price"),
        NmId = members.Integer("nm_id"),
        Brand = members.Text("brand"),
        Status = members.Integer("status")
    };
}
