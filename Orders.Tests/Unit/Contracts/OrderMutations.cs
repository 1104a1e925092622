using Orders.Contracts;

namespace Orders.Tests.Unit.Contracts;

/// <summary>Changes one thing of an order to something that may or may not be allowed.</summary>
internal static class OrderMutations
{
    private static readonly string[] Texts =
        ["", " ", "\u00a0", "\0", "x", "en", "pt-BR", "USD", "+1234567", "12345678", "a@b.c", "2021-11-26T06:22:19Z", "2026-01-03T03:04:05.000001Z",
            new('x', 64), new('x', 65), new('x', 200), new('x', 201), "\ud800", string.Concat(Enumerable.Repeat("😀", 64))];

    private static readonly long[] Numbers = [long.MinValue, -62135596801, -1, 0, 1, 30, 100, 101, 317, 1500, 1817, 1767409445, 1767409446, long.MaxValue];

    public static Order Change(Order order, Random random)
    {
        var text = Texts[random.Next(Texts.Length)];
        var number = Numbers[random.Next(Numbers.Length)];
        return random.Next(12) switch
        {
            < 3 => Change(order, random, text, number),
            < 5 => order with { Delivery = Change(order.Delivery, random, text) },
            < 7 => order with { Payment = Change(order.Payment, random, text, number) },
            < 9 => order with { Items = [.. order.Items.Select(i => Change(i, random, text, number))] },
            9 => Balance(order with { Items = [.. order.Items, .. order.Items.Select((item, i) => item with { Rid = random.Next(3) == 0 ? item.Rid : $"{item.Rid}{i}" })] }),
            10 => Balance(order with { Items = [.. Enumerable.Range(0, random.Next(1_002)).Select(i => order.Items[0] with { Rid = $"{i}" })] }),
            _ => Balance(order)
        };
    }

    private static Order Balance(Order order)
    {
        var goods = order.Items.Aggregate(0L, (sum, item) => unchecked(sum + item.TotalPrice));
        return order with { Payment = order.Payment with { GoodsTotal = goods, Amount = unchecked(goods + order.Payment.DeliveryCost + order.Payment.CustomFee) } };
    }

    private static Order Change(Order order, Random random, string text, long number) => random.Next(11) switch
    {
        0 => order with { OrderUid = text },
        1 => order with { TrackNumber = text },
        2 => order with { Entry = text },
        3 => order with { Locale = text },
        4 => order with { InternalSignature = text },
        5 => order with { CustomerId = text },
        6 => order with { DeliveryService = text },
        7 => order with { Shardkey = text },
        8 => order with { SmId = number },
        9 => order with { DateCreated = text },
        _ => order with { OofShard = text }
    };

    private static Delivery Change(Delivery delivery, Random random, string text) => random.Next(7) switch
    {
        0 => delivery with { Name = text },
        1 => delivery with { Phone = text },
        2 => delivery with { Zip = text },
        3 => delivery with { City = text },
        4 => delivery with { Address = text },
        5 => delivery with { Region = text },
        _ => delivery with { Email = text }
    };

    private static Payment Change(Payment payment, Random random, string text, long number) => random.Next(10) switch
    {
        0 => payment with { Transaction = text },
        1 => payment with { RequestId = text },
        2 => payment with { Currency = text },
        3 => payment with { Provider = text },
        4 => payment with { Bank = text },
        5 => payment with { Amount = number },
        6 => payment with { PaymentDt = number },
        7 => payment with { DeliveryCost = number },
        8 => payment with { GoodsTotal = number },
        _ => payment with { CustomFee = number }
    };

    private static Item Change(Item item, Random random, string text, long number) => random.Next(11) switch
    {
        0 => item with { ChrtId = number },
        1 => item with { TrackNumber = text },
        2 => item with { Price = number },
        3 => item with { Rid = text },
        4 => item with { Name = text },
        5 => item with { Sale = number },
        6 => item with { Size = text },
        7 => item with { TotalPrice = number },
        8 => item with { NmId = number },
        9 => item with { Brand = text },
        _ => item with { Status = number }
    };
}
