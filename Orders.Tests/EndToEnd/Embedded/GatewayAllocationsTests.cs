using Orders.Chaos.Soaking.Sampling;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Embedded;

public sealed class GatewayAllocationsTests
{
    private const int AtATime = 256;

    /// <summary>It is 3.7 KB, and 40 KB when the arrays of those who wait are made anew each time.</summary>
    private const double MostBytes = 12_000;

    [Fact]
    public async Task Hundreds_of_requests_at_a_time_share_their_buffers_also_on_one_processor()
    {
        using var folder = new ScratchFolder();
        await using var run = await HostRun.StartAsync(folder, new() { ["DOTNET_PROCESSOR_COUNT"] = "1" }, "--no-producer");
        await run.AppendAsync("one");
        using var client = new HttpClient();
        await Eventually.BecomesTrueAsync(() => run.HasAsync(client, "one"));
        var order = run.Order("one");
        var metrics = new Uri($"{run.Endpoints().GetProperty("gatewayManagement").GetString()}/metrics");
        await AskAsync(client, order, rounds: 5);

        const int rounds = 40;
        var before = await AllocatedAsync(client, metrics);
        await AskAsync(client, order, rounds);
        var bytes = (await AllocatedAsync(client, metrics) - before) / (rounds * AtATime);

        Assert.True(bytes < MostBytes, $"The gateway allocates {bytes:N0} bytes a request.");
    }

    private static async Task AskAsync(HttpClient client, Uri order, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => client.GetByteArrayAsync(order)));
        }
    }

    private static async Task<double> AllocatedAsync(HttpClient client, Uri metrics) =>
        new Exposition(await client.GetStringAsync(metrics)).Sum("dotnet_gc_allocated_bytes_total");
}
