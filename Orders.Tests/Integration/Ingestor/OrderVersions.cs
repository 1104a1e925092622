using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>Orders that go through their statuses one after the other, and what must be left of them.</summary>
internal static class OrderVersions
{
    /// <summary>Every order with the first status, then every order with the next.</summary>
    public static IEnumerable<TestMessage> Of(int orders, Range statuses) =>
        from status in Enumerable.Range(statuses.Start.Value, statuses.End.Value - statuses.Start.Value)
        from order in Enumerable.Range(0, orders)
        select TestMessage.Order($"order-{order}", status);

    /// <summary>Each version of each order once and in order, and the newest broadcast.</summary>
    public static async Task AreStoredAsync(IngestBench bench, int orders, Range statuses)
    {
        Assert.Equal(orders, await bench.OrdersAsync());
        for (var order = 0; order < orders; order++)
        {
            var uid = $"order-{order}";
            Assert.Equal(
                Enumerable.Range(statuses.Start.Value, statuses.End.Value - statuses.Start.Value).Select(status => TestMessage.Order(uid, status).Text),
                await bench.VersionsAsync(uid));
        }

        var current = await bench.CurrentVersionsAsync();
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast() is var said && current.All(order => said.GetValueOrDefault(order.Key) == order.Value));
    }
}
