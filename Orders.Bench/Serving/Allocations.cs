using Orders.Bench.Tools;
using Orders.Chaos.Soaking.Sampling;

namespace Orders.Bench.Serving;

/// <summary>What a server allocates on the managed heap for an answer, counted by the runtime itself.</summary>
internal static class Allocations
{
    private const int Connections = 32;

    /// <param name="metrics">Where the server tells <c>dotnet_gc_allocated_bytes_total</c>.</param>
    /// <returns>Bytes an answer. What it allocates by itself in the same time, without being asked, is taken off.</returns>
    public static async Task<double> PerAnswerAsync(Uri metrics, Uri address, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        var before = await AllocatedAsync(client, metrics, cancellationToken);
        await Task.Delay(duration, cancellationToken);
        var idle = await AllocatedAsync(client, metrics, cancellationToken) - before;
        before += idle;
        var answers = (await Wrk.RunAsync(address, Connections, duration, cancellationToken)).Requests;
        return (await AllocatedAsync(client, metrics, cancellationToken) - before - idle) / answers;
    }

    private static async Task<double> AllocatedAsync(HttpClient client, Uri metrics, CancellationToken cancellationToken) =>
        new Exposition(await client.GetStringAsync(metrics, cancellationToken)).Sum("dotnet_gc_allocated_bytes_total");
}
