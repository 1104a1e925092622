using System.Globalization;
using System.Net;

namespace Orders.Tests.Integration.QueryApi;

/// <summary>A client of an event stream that understands just what the specification of server-sent events says.</summary>
internal sealed class EventStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public HttpStatusCode Status => _response.StatusCode;

    public HttpResponseMessage Response => _response;

    public static async Task<EventStream> OpenAsync(HttpClient client, string uid, string? lastEventId = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/orders/{uid}/events");
        foreach (var (name, value) in lastEventId is null ? headers : [.. headers, ("Last-Event-ID", lastEventId)])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        return new EventStream(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event or comment; null at the end of the stream.</summary>
    public async Task<StreamItem?> NextAsync()
    {
        var (id, data, type, comment) = (0L, new List<string>(), "message", false);
        while (await _lines.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0)
            {
                return new StreamItem(comment ? null : type, id, string.Join('\n', data));
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..] is [' ', .. var rest] ? rest : line[(colon + 1)..];
            switch (line[..colon])
            {
                case "":
                    comment = true;
                    break;
                case "event":
                    type = value;
                    break;
                case "id":
                    id = long.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "data":
                    data.Add(value);
                    break;
                default:
                    Assert.Fail($"Nobody said there would be {line}");
                    break;
            }
        }

        return null;
    }

    /// <summary>The next version; null at the end of the stream. Heartbeats do not make the test wait longer.</summary>
    public Task<StreamItem?> NextOrderAsync() => SkipHeartbeatsAsync().WaitAsync(Patience);

    /// <summary>The ids of the versions until this one.</summary>
    public async Task<List<long>> ReadUntilAsync(long version)
    {
        var ids = new List<long>();
        while (ids.LastOrDefault() < version)
        {
            ids.Add((await NextOrderAsync() ?? throw new InvalidOperationException($"The stream ended after version {ids.LastOrDefault()}.")).Id);
        }

        return ids;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }

    private async Task<StreamItem?> SkipHeartbeatsAsync()
    {
        var item = await NextAsync();
        while (item is { Type: null })
        {
            item = await NextAsync();
        }

        Assert.Equal("order", item?.Type ?? "order");
        return item;
    }
}

/// <param name="Type">Null for a comment.</param>
internal sealed record StreamItem(string? Type, long Id, string Data);
