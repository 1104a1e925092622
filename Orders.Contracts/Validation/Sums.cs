namespace Orders.Contracts.Validation;

// In 128 bits, where the largest 64-bit numbers of the largest order cannot overflow.
internal static class Sums
{
    public static bool AmountAddsUp(Payment payment) =>
        payment.Amount == (Int128)payment.GoodsTotal + payment.DeliveryCost + payment.CustomFee;

    public static bool GoodsTotalAddsUp(Payment payment, IReadOnlyList<Item> items)
    {
        Int128 sum = 0;
        for (var i = 0; i < items.Count; i++)
        {
            sum += items[i].TotalPrice;
        }

        return payment.GoodsTotal == sum;
    }
}
