using System.Net;
using System.Text.Json;

using Orders.Chaos.Messages.Judging;
using Orders.Chaos.Messages.Reporting;
using Orders.Chaos.Messages.Sending;
using Orders.Contracts;

namespace Orders.Chaos.Messages.Watching;

/// <summary>Reads some of what was stored through the query API, and a page of each list, whatever odd things are on it.</summary>
internal sealed class Readers(Uri queryApi, Tally tally) : IDisposable
{
    private const int Sample = 20;

    private readonly HttpClient _http = new() { BaseAddress = queryApi, Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { { OrdersView.Header, OrdersView.Full } } };

    public long Orders { get; private set; }

    public long Pages { get; private set; }

    /// <param name="wave">Settled messages.</param>
    public async Task CheckAsync(IReadOnlyList<Sent> wave, CancellationToken cancellationToken)
    {
        // Only those whose uid no other message has: the uid of another may have been updated since.
        var stored = wave.Where(sent => sent.Specimen.Verdict is Stored verdict && verdict.OrderUid == sent.Specimen.Uid).ToList();
        for (var at = 0; at < stored.Count; at += Math.Max(1, stored.Count / Sample))
        {
            await CheckOrderAsync(stored[at], cancellationToken);
        }

        await CheckPageAsync("/api/dead-letters?limit=100", cancellationToken);
        await CheckPageAsync("/api/orders?limit=100", cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task CheckOrderAsync(Sent sent, CancellationToken cancellationToken)
    {
        var stored = (Stored)sent.Specimen.Verdict;
        using var answer = await _http.GetAsync(new Uri($"/api/orders/{stored.OrderUid}", UriKind.Relative), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            tally.Failed(sent, $"the query API answers {(int)answer.StatusCode}");
        }
        else if (!(await answer.Content.ReadAsByteArrayAsync(cancellationToken)).AsSpan().SequenceEqual(stored.Document.Span))
        {
            tally.Failed(sent, "the query API answers with another document");
        }

        Orders++;
    }

    private async Task CheckPageAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            tally.Failed($"{path} answers {(int)answer.StatusCode}: {body}");
            return;
        }

        using var page = JsonDocument.Parse(body);
        if (page.RootElement.GetProperty("items").GetArrayLength() == 0)
        {
            tally.Failed($"{path} shows nothing");
        }

        Pages++;
    }
}
