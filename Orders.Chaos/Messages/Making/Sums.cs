using System.Globalization;

namespace Orders.Chaos.Messages.Making;

internal static class Sums
{
    /// <summary>Makes the totals right for the items and fees that are there.</summary>
    public static void Balance(Members order)
    {
        var goods = ((Elements)order.At("items")).List.Sum(item => Number(item.At("total_price")));
        Set(order, "payment.goods_total", goods);
        Set(order, "payment.amount", goods + Number(order.At("payment.delivery_cost")) + Number(order.At("payment.custom_fee")));
    }

    public static void Set(Members order, string path, long number) => order.Set(path, Node.Number(number).ToString());

    public static long Number(Node leaf) => long.Parse(leaf.ToString(), CultureInfo.InvariantCulture);
}
