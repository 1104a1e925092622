namespace Orders.Contracts.Validation;

/// <summary>
/// Whether every rule of <see cref="OrderValidator"/> holds, from the same predicates, allocating nothing for an order of few items.
/// Nearly all orders are good, and this answer is all that a good order needs.
/// </summary>
internal static class OrderRules
{
    // Up to here comparing each rid with each is faster than hashing them.
    private const int FewItems = 16;

    public static bool AllHold(Order order, DateTimeOffset now, out DateTimeOffset dateCreated) =>
        Rfc3339.TryParse(order.DateCreated, out dateCreated)
        && Times.IsNotTooFarAhead(dateCreated, now)
        && OrderUid.IsValid(order.OrderUid)
        && IsShortText(order.TrackNumber, Bounds.OrderText)
        && IsShortText(order.Entry, Bounds.OrderText)
        && IsShortText(order.CustomerId, Bounds.OrderText)
        && IsShortText(order.DeliveryService, Bounds.OrderText)
        && LanguageTag.IsValid(order.Locale)
        && order.SmId >= 0
        && AllHold(order.Delivery)
        && AllHold(order.Payment, now)
        && AllHold(order.Items)
        && Sums.GoodsTotalAddsUp(order.Payment, order.Items);

    private static bool AllHold(Delivery delivery) =>
        IsShortText(delivery.Name, Bounds.DeliveryText)
        && Phone.IsValid(delivery.Phone)
        && IsShortText(delivery.Zip, Bounds.DeliveryText)
        && IsShortText(delivery.City, Bounds.DeliveryText)
        && IsShortText(delivery.Address, Bounds.DeliveryText)
        && IsShortText(delivery.Region, Bounds.DeliveryText)
        && IsShortText(delivery.Email, Bounds.DeliveryText)
        && Email.IsValid(delivery.Email);

    private static bool AllHold(Payment payment, DateTimeOffset now) =>
        Text.IsNotBlank(payment.Transaction)
        && Currencies.IsKnown(payment.Currency)
        && Text.IsNotBlank(payment.Provider)
        && Text.IsNotBlank(payment.Bank)
        && payment is { Amount: >= 0, DeliveryCost: >= 0, GoodsTotal: >= 0, CustomFee: >= 0 }
        && Times.IsUnixTime(payment.PaymentDt)
        && Times.IsNotTooFarAhead(payment.PaymentDt, now)
        && Sums.AmountAddsUp(payment);

    private static bool AllHold(IReadOnlyList<Item> items)
    {
        if (items.Count is 0 or > Bounds.Items)
        {
            return false;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (!AllHold(items[i]))
            {
                return false;
            }
        }

        return items.Count <= FewItems ? FewRidsAreUnique(items) : RidsAreUnique(items);
    }

    private static bool AllHold(Item item) =>
        item is { ChrtId: > 0, NmId: > 0, Price: >= 0, TotalPrice: >= 0, Status: >= 0, Sale: >= 0 and <= Bounds.SalePercent }
        && Text.IsNotBlank(item.TrackNumber)
        && Text.IsNotBlank(item.Rid)
        && Text.IsNotBlank(item.Name)
        && Text.IsNotBlank(item.Brand);

    private static bool IsShortText(string text, int characters) => Text.IsNotBlank(text) && Text.IsAtMost(text, characters);

    private static bool FewRidsAreUnique(IReadOnlyList<Item> items)
    {
        for (var i = 1; i < items.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (string.Equals(items[i].Rid, items[j].Rid, StringComparison.Ordinal))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool RidsAreUnique(IReadOnlyList<Item> items)
    {
        var seen = new HashSet<string>(items.Count, StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.Add(items[i].Rid))
            {
                return false;
            }
        }

        return true;
    }
}
