using System.Net.Http.Json;
using System.Text.Json;

using Orders.Tests.Servers;
using Orders.Tests.Wiring;

namespace Orders.Tests.EndToEnd.Wiring;

/// <summary>The Aspire host with its containers, where a container engine answers. The images may have to be pulled first.</summary>
public sealed class AspireRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [AspireRunFact]
    public async Task Everything_starts_and_is_seen()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await using var run = await AspireRun.StartAsync(deadline.Token);
        using var client = new HttpClient();

        Assert.True((await client.GetAsync(new Uri(run.Address("gateway", "http"), "/health"), deadline.Token)).IsSuccessStatusCode);

        // Six targets, each of them answering: the five services and Prometheus itself.
        var up = new Uri(run.Address("prometheus", "http"), "/api/v1/query?query=sum(up)");
        await Eventually.BecomesTrueAsync(async () => (await AskAsync(client, up, deadline.Token)).ToString().Contains("\"6\"", StringComparison.Ordinal), Patience);

        var services = new Uri(run.Address("jaeger", "ui"), "/api/services");
        await Eventually.BecomesTrueAsync(async () => await HasAsync("orders-producer", "orders-ingestor", "orders-query-api", "orders-gateway"), Patience);

        async Task<bool> HasAsync(params string[] names)
        {
            var text = (await AskAsync(client, services, deadline.Token)).ToString();
            return Array.TrueForAll(names, name => text.Contains(name, StringComparison.Ordinal));
        }
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, Uri address, CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<JsonElement>(address, cancellationToken);
}
