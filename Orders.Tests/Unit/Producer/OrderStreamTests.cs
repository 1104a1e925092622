using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Producer.Generation;

namespace Orders.Tests.Unit.Producer;

public sealed class OrderStreamTests
{
    private static OrderMessage[] Take(int count, double invalid = 0.1, double updates = 0.3, int? seed = 99)
    {
        var stream = new OrderStream(seed, invalid, updates, TimeProvider.System);
        return [.. Enumerable.Range(0, count).Select(_ => stream.Next())];
    }

    private static Accepted Accept(OrderMessage message) =>
        Assert.IsType<Accepted>(OrderDecoder.Decode(message.Value, DateTimeOffset.UtcNow, DecodeLimits.Default));

    [Fact]
    public void Each_kind_has_its_share()
    {
        var kinds = Take(20_000).CountBy(m => m.Kind).ToDictionary();

        Assert.InRange(kinds[MessageKind.Invalid], 1_800, 2_200);
        Assert.InRange(kinds[MessageKind.Update], 5_000, 5_800);
    }

    [Fact]
    public void Messages_are_what_their_kind_says()
    {
        var seen = new HashSet<string>();
        foreach (var message in Take(5_000))
        {
            if (message.Kind == MessageKind.Invalid)
            {
                Assert.IsType<Rejected>(OrderDecoder.Decode(message.Value, DateTimeOffset.UtcNow, DecodeLimits.Default));
                continue;
            }

            Assert.Equal(message.OrderUid, Accept(message).Order.OrderUid);
            Assert.Equal(message.Kind == MessageKind.Order, seen.Add(message.OrderUid));
        }
    }

    [Fact]
    public void An_update_moves_items_forward_and_changes_nothing_else()
    {
        var last = new Dictionary<string, Order>();
        foreach (var message in Take(5_000, invalid: 0, updates: 0.8))
        {
            var order = Accept(message).Order;
            if (message.Kind == MessageKind.Update)
            {
                var before = last[order.OrderUid];
                Assert.Equal(order with { Items = before.Items }, before);
                Assert.Equal(before.Items, order.Items.Zip(before.Items, (now, then) => now with { Status = then.Status }));
                Assert.All(order.Items.Zip(before.Items), pair => Assert.InRange(pair.First.Status, pair.Second.Status, 207));
                Assert.True(order.Items.Sum(i => i.Status) > before.Items.Sum(i => i.Status), "an update must change something");
            }

            last[order.OrderUid] = order;
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_messages() =>
        Assert.Equal(Take(2_000).Select(m => Convert.ToBase64String(m.Value)), Take(2_000).Select(m => Convert.ToBase64String(m.Value)));

    [Fact]
    public void Without_a_seed_no_two_streams_are_alike() =>
        Assert.Empty(Take(100, invalid: 0, seed: null).Select(m => m.OrderUid).Intersect(Take(100, invalid: 0, seed: null).Select(m => m.OrderUid)));

    [Theory]
    [InlineData(1, 0, MessageKind.Invalid)]
    [InlineData(0, 0, MessageKind.Order)]
    public void A_share_of_one_or_none_is_exact(double invalid, double updates, object kind) =>
        Assert.All(Take(1_000, invalid, updates), m => Assert.Equal(kind, m.Kind));
}
