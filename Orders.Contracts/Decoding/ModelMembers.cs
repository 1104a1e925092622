using System.Text.Json;

namespace Orders.Contracts.Decoding;

/// <summary>Which members of one object have come. They mostly come in the order of the model, so the one behind the last is looked at first.</summary>
/// <param name="names">One of the lists below: UTF-8, at most 31.</param>
internal struct ModelMembers(byte[][] names)
{
    public static readonly byte[][] OfOrder =
    [
        [.. "order_uid"u8], [.. "track_number"u8], [.. "entry"u8], [.. "delivery"u8], [.. "payment"u8], [.. "items"u8], [.. "locale"u8],
        [.. "internal_signature"u8], [.. "customer_id"u8], [.. "delivery_service"u8], [.. "shardkey"u8], [.. "sm_id"u8], [.. "date_created"u8], [.. "oof_shard"u8],
    ];

    public static readonly byte[][] OfDelivery =
        [[.. "name"u8], [.. "phone"u8], [.. "zip"u8], [.. "city"u8], [.. "address"u8], [.. "region"u8], [.. "email"u8]];

    public static readonly byte[][] OfPayment =
    [
        [.. "transaction"u8], [.. "request_id"u8], [.. "currency"u8], [.. "provider"u8], [.. "amount"u8], [.. "payment_dt"u8], [.. "bank"u8],
        [.. "delivery_cost"u8], [.. "goods_total"u8], [.. "custom_fee"u8],
    ];

    public static readonly byte[][] OfItem =
    [
        [.. "chrt_id"u8], [.. "track_number"u8], [.. "price"u8], [.. "rid"u8], [.. "name"u8], [.. "sale"u8], [.. "size"u8], [.. "total_price"u8],
        [.. "nm_id"u8], [.. "brand"u8], [.. "status"u8],
    ];

    private uint _seen;

    /// <summary>The index in the list.</summary>
    public int Current { get; private set; } = -1;

    public readonly bool AreComplete => _seen == (1u << names.Length) - 1;

    /// <param name="json">Stands on the name of a member.</param>
    /// <returns>False when the name is not of the model, or has come before.</returns>
    public bool TryFind(ref Utf8JsonReader json)
    {
        for (var tried = 0; tried < names.Length; tried++)
        {
            Current = Current + 1 < names.Length ? Current + 1 : 0;
            if (json.ValueTextEquals(names[Current]))
            {
                var bit = 1u << Current;
                var isNew = (_seen & bit) == 0;
                _seen |= bit;
                return isNew;
            }
        }

        return false;
    }
}
