using Orders.Bench.Ingesting;
using Orders.Bench.Tools;
using Orders.Chaos.Running;
using Orders.Producer.Generation;

namespace Orders.Bench.Serving;

/// <summary>An order of about 1.2 KB that went through the whole system.</summary>
internal sealed record OneOrder(string Uid, byte[] Document)
{
    private const int Seed = 3;
    private const int LeastBytes = 1_100;
    private const int MostBytes = 1_300;

    public string Path => $"/api/orders/{Uid}";

    /// <summary>Returns when it can be read at every query API and through the gateway.</summary>
    public static async Task<OneOrder> AppendAsync(OrdersSystem system, CancellationToken cancellationToken)
    {
        var stream = new OrderStream(Seed, invalidShare: 0, updateShare: 0, TimeProvider.System);
        OrderMessage message;
        do
        {
            message = stream.Next();
        }
        while (message.Value.Length is < LeastBytes or > MostBytes);

        using var topic = OrderTopic.Of(system);
        topic.Append([message]);
        var order = new OneOrder(message.OrderUid, message.Value);
        foreach (var server in system.QueryApis.Append(system.Gateway))
        {
            await Ready.WaitAsync(new Uri(server, order.Path), cancellationToken);
        }

        return order;
    }
}
