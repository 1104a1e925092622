using System.Globalization;

using Orders.Chaos.Soaking.Sending;

namespace Orders.Chaos.Soaking.Reading;

/// <summary>An event stream of one order, closed now and then and opened anew for another. Versions must rise and heartbeats must come.</summary>
internal sealed class OpenStream(HttpClient http, Sent sent, Complaints complaints, TimeSpan life)
{
    // The API promises 15 s; a machine that is busy with other things is given a little more.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);

    private long _events;

    public long Events => Interlocked.Read(ref _events);

    public async Task FollowAsync(Choice choice, CancellationToken stop)
    {
        for (var stream = 0L; !stop.IsCancellationRequested; stream++)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
            end.CancelAfter(life * (1 + (choice.Of(stream, 1_000) / 500.0)));
            try
            {
                await FollowOneAsync(choice.Of(~stream, sent.Orders), end.Token);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // This stream has lived long enough.
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
            {
                complaints.Add($"an event stream broke: {exception.Message}");
                // A stream that cannot be opened is not tried a thousand times a second.
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), stop));
            }
        }
    }

    private async Task FollowOneAsync(int number, CancellationToken end)
    {
        var address = new Uri($"api/orders/{SoakOrders.Uid(number)}/events", UriKind.Relative);
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, end);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"{SoakOrders.Uid(number)} answers {(int)answer.StatusCode}"));
        }

        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(end));
        for (var last = 0L; ;)
        {
            var line = await lines.ReadLineAsync(end).AsTask().WaitAsync(Silence, end) ?? throw new IOException("the server ended it");
            if (!line.StartsWith("id: ", StringComparison.Ordinal))
            {
                continue;
            }

            Interlocked.Increment(ref _events);
            if (!long.TryParse(line.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version <= last || version > sent.VersionOf(number))
            {
                complaints.Add(string.Create(CultureInfo.InvariantCulture, $"a stream of {SoakOrders.Uid(number)} said '{line}' after {last}, of which {sent.VersionOf(number)} were sent"));
            }

            last = version;
        }
    }
}
