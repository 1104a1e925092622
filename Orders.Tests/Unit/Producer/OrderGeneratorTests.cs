using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Producer.Generation;

namespace Orders.Tests.Unit.Producer;

public sealed class OrderGeneratorTests
{
    private static readonly OrderGenerator Shared = new(20_26, TimeProvider.System);
    private static readonly Order[] Orders = [.. Enumerable.Range(0, 10_000).Select(_ => Shared.Next())];

    private static Order[] Generate(int? seed, int count)
    {
        var generator = new OrderGenerator(seed, TimeProvider.System);
        return [.. Enumerable.Range(0, count).Select(_ => generator.Next())];
    }

    [Fact]
    public void Every_order_satisfies_every_rule()
    {
        foreach (var order in Orders)
        {
            var result = OrderDecoder.Decode(OrderEncoder.Encode(order), DateTimeOffset.UtcNow, DecodeLimits.Default);
            Assert.True(result is Accepted, result is Rejected rejected ? string.Join("; ", rejected.Faults) : "");
        }
    }

    [Fact]
    public void Orders_without_a_seed_are_dated_now_and_satisfy_every_rule()
    {
        var clock = new ManualClock();
        var order = new OrderGenerator(null, clock).Next();

        var accepted = Assert.IsType<Accepted>(OrderDecoder.Decode(OrderEncoder.Encode(order), clock.GetUtcNow(), DecodeLimits.Default));
        Assert.Equal(clock.GetUtcNow(), accepted.DateCreated);
    }

    [Fact]
    public void The_same_seed_gives_the_same_orders() =>
        Assert.Equal(Generate(7, 500).Select(OrderEncoder.Encode), Generate(7, 500).Select(OrderEncoder.Encode));

    [Fact]
    public void No_two_orders_share_an_order_uid_or_a_rid()
    {
        var orders = Orders.Concat(Generate(1, 1_000)).Concat(Generate(null, 1_000)).Concat(Generate(null, 1_000)).ToArray();

        Assert.Equal(orders.Length, orders.Select(o => o.OrderUid).Distinct().Count());
        var rids = orders.SelectMany(o => o.Items).Select(i => i.Rid).ToArray();
        Assert.Equal(rids.Length, rids.Distinct().Count());
    }

    [Fact]
    public void Most_orders_are_small_and_some_are_large()
    {
        var counts = Orders.Select(o => o.Items.Count).Order().ToArray();

        Assert.Equal(1, counts[0]);
        Assert.InRange(counts[counts.Length / 2], 1, 3);
        Assert.InRange(counts[(int)(counts.Length * 0.99)], 8, 30);
        Assert.InRange(counts[^1], 25, 60);
    }

    [Fact]
    public void Orders_come_from_many_places()
    {
        Assert.True(Orders.Select(o => o.Locale).Distinct().Count() >= 8);
        Assert.True(Orders.Select(o => o.Payment.Currency).Distinct().Count() >= 6);
        Assert.Contains(Orders, o => o.Delivery.Name.Any(c => c is >= 'а' and <= 'я'));
        Assert.Contains(Orders, o => o.Delivery.City.Contains('ü', StringComparison.Ordinal));
        Assert.Contains(Orders, o => o.Delivery.Name.Any(c => c >= 0x3000));
    }

    [Fact]
    public void Some_shoppers_order_again() => Assert.True(Orders.Select(o => o.CustomerId).Distinct().Count() < Orders.Length);

    [Fact]
    public void Nobody_real_gets_mail() =>
        Assert.All(Orders, o => Assert.Matches("^[^@]+@example\\.(com|net|org)$", o.Delivery.Email));
}
