using Orders.Contracts;

namespace Orders.Producer.Generation;

/// <summary>An endless stream of messages: new orders, updates of recent ones, and some that are wrong. Not thread-safe.</summary>
internal sealed class OrderStream
{
    private const int RecentCapacity = 2_000;

    private readonly OrderGenerator _generator;
    private readonly RecentOrders _recent;
    private readonly Random _random;
    private readonly double _invalidShare;
    private readonly double _updateShare;

    /// <param name="seed">Null: a different stream each time.</param>
    /// <param name="invalidShare">Of all messages, 0 to 1.</param>
    /// <param name="updateShare">Of the valid messages, 0 to 1; the first message is never an update.</param>
    /// <param name="clock">Dates new orders when there is no seed.</param>
    public OrderStream(int? seed, double invalidShare, double updateShare, TimeProvider clock)
    {
        _generator = new OrderGenerator(seed, clock);
        // Another sequence than the generator's, or the choices here would follow the content of the orders.
        _random = new Random((seed ?? Random.Shared.Next()) ^ 0x5EED);
        _recent = new RecentOrders(RecentCapacity, _random);
        _invalidShare = invalidShare;
        _updateShare = updateShare;
    }

    public OrderMessage Next()
    {
        if (_random.NextDouble() < _invalidShare)
        {
            var spoilt = _generator.Next();
            return new OrderMessage(MessageKind.Invalid, spoilt.OrderUid, Flaws.Spoil(spoilt, _random));
        }

        if (_random.NextDouble() < _updateShare && _recent.Count > 0)
        {
            return Valid(MessageKind.Update, _recent.Advance());
        }

        var order = _generator.Next();
        _recent.Add(order);
        return Valid(MessageKind.Order, order);
    }

    private static OrderMessage Valid(MessageKind kind, Order order) => new(kind, order.OrderUid, OrderEncoder.Encode(order));
}
