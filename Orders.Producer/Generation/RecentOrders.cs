using Orders.Contracts;

namespace Orders.Producer.Generation;

/// <summary>Orders that are still on their way, at most so many, a new one in the place of any; updates come from here.</summary>
internal sealed class RecentOrders(int capacity, Random random)
{
    private readonly List<Order> _orders = new(capacity);

    public int Count => _orders.Count;

    public void Add(Order order)
    {
        if (_orders.Count < capacity)
        {
            _orders.Add(order);
        }
        else
        {
            _orders[random.Next(capacity)] = order;
        }
    }

    /// <summary>One of the orders with at least one item a status further, all else as it was. There must be an order.</summary>
    public Order Advance()
    {
        var index = random.Next(_orders.Count);
        var order = Advance(_orders[index]);
        if (order.Items.All(i => ItemStatus.IsFinal(i.Status)))
        {
            _orders[index] = _orders[^1];
            _orders.RemoveAt(_orders.Count - 1);
        }
        else
        {
            _orders[index] = order;
        }

        return order;
    }

    private Order Advance(Order order)
    {
        var items = order.Items.ToArray();
        var mover = Array.FindIndex(items, i => !ItemStatus.IsFinal(i.Status));
        for (var i = 0; i < items.Length; i++)
        {
            if (i == mover || random.Next(2) == 0)
            {
                items[i] = items[i] with { Status = ItemStatus.Next(items[i].Status) };
            }
        }

        return order with { Items = items };
    }
}
