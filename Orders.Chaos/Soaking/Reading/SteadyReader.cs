using System.Diagnostics;
using System.Globalization;
using System.Net;

using Orders.Chaos.Soaking.Sending;

namespace Orders.Chaos.Soaking.Reading;

/// <summary>
/// One of several clients that ask for one order after the other at a fixed pace: mostly orders that there are, some that there are not,
/// some that the client has already. Every answer is checked to the byte.
/// </summary>
internal sealed class SteadyReader(HttpClient http, SoakOrders orders, Sent sent, Latencies latencies, Complaints complaints)
{
    /// <summary>The last version that was answered, by order.</summary>
    private readonly Dictionary<int, long> _seen = [];

    /// <summary>Asks so many times a second until told to stop. A late answer delays the next question and is not made up for.</summary>
    public async Task ReadAsync(Choice choice, int perSecond, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1) / perSecond);
        for (var request = 0L; !stop.IsCancellationRequested; request++)
        {
            var clock = Stopwatch.StartNew();
            try
            {
                await (choice.Of(request, 10) is 0 ? AskForUnknownAsync(request) : AskAsync(choice, request));
                latencies.Add(clock.Elapsed);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                complaints.Add($"no answer to a reader: {exception.Message}");
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task AskForUnknownAsync(long number)
    {
        using var answer = await http.GetAsync(new Uri($"api/orders/{SoakOrders.UnknownUid(number)}", UriKind.Relative), CancellationToken.None);
        if (answer.StatusCode is not HttpStatusCode.NotFound)
        {
            complaints.Add(string.Create(CultureInfo.InvariantCulture, $"an order that was never sent: {(int)answer.StatusCode}"));
        }
    }

    private async Task AskAsync(Choice choice, long request)
    {
        var number = choice.Of(~request, sent.Orders);
        var seen = _seen.GetValueOrDefault(number);
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/orders/{SoakOrders.Uid(number)}", UriKind.Relative));
        if (seen > 0 && request % 2 is 0)
        {
            question.Headers.TryAddWithoutValidation("If-None-Match", Tag(seen));
        }

        using var answer = await http.SendAsync(question, CancellationToken.None);
        var body = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (Fault(answer, question.Headers.Contains("If-None-Match"), number, seen, body) is { } fault)
        {
            complaints.Add($"{SoakOrders.Uid(number)}: {fault}");
        }
    }

    /// <returns>Null when the answer is right.</returns>
    private string? Fault(HttpResponseMessage answer, bool conditional, int number, long seen, byte[] body)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.NotModified when conditional && answer.Headers.ETag?.Tag == Tag(seen):
                return null;
            case HttpStatusCode.OK:
                if (!long.TryParse(answer.Headers.ETag?.Tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version > sent.VersionOf(number))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"answered as {answer.Headers.ETag?.Tag}, of which {sent.VersionOf(number)} were sent");
                }

                _seen[number] = version;
                return body.AsSpan().SequenceEqual(orders.Document(number, version)) ? null
                    : string.Create(CultureInfo.InvariantCulture, $"version {version} is not the document that was sent");
            default:
                return string.Create(CultureInfo.InvariantCulture, $"answered {(int)answer.StatusCode}");
        }
    }

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
