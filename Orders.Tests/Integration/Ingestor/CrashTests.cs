using System.Text;

using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>
/// The guarantee: after a crash anywhere, every message is exactly once in the table or at least once in the DLQ, and whoever
/// follows the broadcast ends at the newest version.
/// </summary>
public sealed class CrashTests
{
    public static TheoryData<CrashPoint, int> Points()
    {
        var points = new TheoryData<CrashPoint, int>();
        foreach (var point in Enum.GetValues<CrashPoint>())
        {
            points.Add(point, 1);
            points.Add(point, 3);
        }

        return points;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Nothing_is_lost_doubled_or_left_unsaid_after_a_crash(CrashPoint point, int batch)
    {
        await using var bench = await IngestBench.StartAsync();
        List<TestMessage> before = [.. Messages(orders: 40, statuses: 0..2)];
        // Half of the orders do not change again: their last change is not broadcast by accident later.
        List<TestMessage> after = [.. Messages(orders: 20, statuses: 2..4)];
        await bench.AppendAsync(before);

        // Small batches, so that there are several before and after the one that dies.
        var crashing = await bench.StartIngestorAsync(new Crash(point, batch).Replace, ("Ingestor:BatchMessages", "10"));
        crashing.MayFail = true;
        await Assert.ThrowsAsync<CrashException>(() => crashing.Ended);
        await crashing.StopAsync();

        await bench.AppendAsync(after);
        await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "10"));
        await bench.SettledAsync();

        var sent = before.Concat(after).ToLookup(message => message.Key!);
        var orders = sent.Where(messages => !IsBad(messages.Key)).ToList();
        Assert.Equal(orders.Count, await bench.OrdersAsync());
        foreach (var messages in orders)
        {
            Assert.Equal(messages.Select(message => message.Text), await bench.VersionsAsync(messages.Key));
        }

        Assert.Equal(
            sent.Select(messages => messages.Key).Where(IsBad).ToHashSet(),
            bench.DeadLetters().Select(letter => Encoding.UTF8.GetString(letter.Message.Key!)).ToHashSet());

        var current = await bench.CurrentVersionsAsync();
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast() is var said && current.All(order => said.GetValueOrDefault(order.Key) == order.Value));
    }

    private static bool IsBad(string key) => key.StartsWith("bad", StringComparison.Ordinal);

    private static IEnumerable<TestMessage> Messages(int orders, Range statuses)
    {
        for (var status = statuses.Start.Value; status < statuses.End.Value; status++)
        {
            for (var order = 0; order < orders; order++)
            {
                yield return TestMessage.Order($"order-{order}", status);
                if (order % 8 == 0)
                {
                    yield return TestMessage.WithWrongSum($"bad-{order}-{status}");
                }
            }
        }
    }
}
