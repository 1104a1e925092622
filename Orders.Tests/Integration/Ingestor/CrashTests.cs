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
        await bench.AppendAsync(Messages(generation: 0));

        // Small batches, so that there are several before and after the one that dies.
        var crashing = await bench.StartIngestorAsync(new Crash(point, batch).Replace, ("Ingestor:BatchMessages", "10"));
        crashing.MayFail = true;
        await Assert.ThrowsAsync<CrashException>(() => crashing.Ended);
        await crashing.StopAsync();

        await bench.AppendAsync(Messages(generation: 1));
        await bench.StartIngestorAsync(null, ("Ingestor:BatchMessages", "10"));
        await bench.SettledAsync();

        Assert.Equal(40, await bench.OrdersAsync());
        for (var order = 0; order < 40; order++)
        {
            Assert.Equal(Statuses.Select(status => TestMessage.Order($"order-{order}", status).Text), await bench.VersionsAsync($"order-{order}"));
        }

        var letters = bench.DeadLetters().Select(letter => Encoding.UTF8.GetString(letter.Message.Key!)).ToHashSet();
        Assert.Equal(Enumerable.Range(0, 10).SelectMany(number => new[] { $"bad-{number}-0", $"bad-{number}-1" }).ToHashSet(), letters);

        var current = await bench.CurrentVersionsAsync();
        await Eventually.BecomesTrueAsync(() => bench.NewestBroadcast() is var said && current.All(order => said.GetValueOrDefault(order.Key) == order.Value));
    }

    private static readonly int[] Statuses = [0, 1, 2, 3];

    /// <summary>Each generation holds two versions of every order, and bad messages among them.</summary>
    private static IEnumerable<TestMessage> Messages(int generation)
    {
        foreach (var status in Statuses[(generation * 2)..((generation + 1) * 2)])
        {
            for (var order = 0; order < 40; order++)
            {
                yield return TestMessage.Order($"order-{order}", status);
                if (order % 8 == 0)
                {
                    yield return TestMessage.WithWrongSum($"bad-{((status % 2) * 5) + (order / 8)}-{generation}");
                }
            }
        }
    }
}
