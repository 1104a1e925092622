using System.Globalization;
using Orders.Contracts;

namespace Orders.Producer.Generation;

/// <summary>
/// New orders that satisfy every rule of the contract. With a seed the orders are the same byte for byte in every process,
/// at dates of their own; without one they are new each time and date from now.
/// </summary>
internal sealed class OrderGenerator
{
    private const int MostItems = 60;

    private static readonly DateTimeOffset SeededStart = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Services = ["meest", "cdek", "dhl", "dpd", "ups", "boxberry", "inpost", "yamato"];
    private static readonly string[] Banks = ["alpha", "sber", "tinkoff", "chase", "barclays", "deutsche", "bnp", "pekao", "itau", "mufg"];
    private static readonly string[] Providers = ["wbpay", "sbp", "stripe", "adyen", "paypal"];
    private static readonly int[] Discounts = [0, 0, 0, 5, 10, 15, 20, 30, 40, 50, 70];

    private readonly Identities _identities;
    private readonly Catalogue _catalogue;
    private readonly Random _random;
    private readonly TimeProvider? _clock;
    private DateTimeOffset _seededNow = SeededStart;
    private long _count;

    /// <param name="seed">Null: different orders each time.</param>
    /// <param name="clock">What the time is when there is no seed.</param>
    public OrderGenerator(int? seed, TimeProvider clock)
    {
        _identities = new Identities(seed);
        _clock = seed is null ? clock : null;
        var chosen = seed ?? Random.Shared.Next();
        _catalogue = new Catalogue(chosen);
        _random = new Random(chosen);
    }

    public Order Next()
    {
        var number = _count++;
        var created = NextTime();
        var shopper = Pick(_catalogue.Shoppers);
        var uid = _identities.OrderUid(number);
        var track = _identities.TrackNumber(shopper.Market.Entry, number);
        var items = MakeItems(number, track, _catalogue.ProductsOf(shopper.Market));
        return new()
        {
            OrderUid = uid,
            TrackNumber = track,
            Entry = shopper.Market.Entry,
            Delivery = shopper.Delivery,
            Payment = MakePayment(uid, shopper.Market, created, items.Sum(i => i.TotalPrice)),
            Items = items,
            Locale = shopper.Market.Locale,
            InternalSignature = "",
            CustomerId = shopper.CustomerId,
            DeliveryService = Pick(Services),
            Shardkey = _random.Next(10).ToString(CultureInfo.InvariantCulture),
            SmId = _random.Next(1, 200),
            DateCreated = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            OofShard = _random.Next(1, 3).ToString(CultureInfo.InvariantCulture)
        };
    }

    private DateTimeOffset NextTime() =>
        _clock?.GetUtcNow() ?? (_seededNow += TimeSpan.FromMilliseconds(_random.Next(1, 100)));

    private Item[] MakeItems(long order, string track, IReadOnlyList<Product> products)
    {
        var items = new Item[ItemCount()];
        for (var i = 0; i < items.Length; i++)
        {
            var product = Pick(products);
            var sale = Pick(Discounts);
            items[i] = new()
            {
                ChrtId = product.ChrtId,
                TrackNumber = track,
                Price = product.Price,
                Rid = _identities.Rid(order, i),
                Name = product.Name,
                Sale = sale,
                Size = product.Size,
                TotalPrice = product.Price * (100 - sale) / 100,
                NmId = product.NmId,
                Brand = product.Brand,
                Status = ItemStatus.First
            };
        }

        return items;
    }

    // Lognormal: half of the orders have one or two items, some have dozens.
    private int ItemCount()
    {
        var gauss = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return Math.Clamp((int)Math.Exp(0.8 + (0.9 * gauss)), 1, MostItems);
    }

    private Payment MakePayment(string uid, Market market, DateTimeOffset created, long goods)
    {
        var delivery = _random.Next(4) == 0 ? 0 : (long)(market.PriceLevel * _random.Next(2, 20));
        // Goods from abroad above a limit pay customs.
        var customs = _random.Next(10) == 0 ? goods / 10 : 0;
        return new()
        {
            Transaction = uid,
            RequestId = "",
            Currency = market.Currency,
            Provider = Pick(Providers),
            Amount = goods + delivery + customs,
            PaymentDt = created.ToUnixTimeSeconds(),
            Bank = Pick(Banks),
            DeliveryCost = delivery,
            GoodsTotal = goods,
            CustomFee = customs
        };
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
