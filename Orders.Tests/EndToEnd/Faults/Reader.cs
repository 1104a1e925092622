using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Orders.Tests.EndToEnd.Faults;

/// <summary>Asks the gateway for orders all the time and remembers every answer that it must not give.</summary>
internal sealed class Reader(Uri gateway) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(20) };
    private readonly HashSet<string> _seen = [];

    public ConcurrentQueue<string> Wrong { get; } = [];

    public int Answers { get; private set; }

    public async Task ReadAsync(CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var uid = $"order-{number % 400}";
            try
            {
                using var answer = await _http.GetAsync(new Uri($"api/orders/{uid}", UriKind.Relative), CancellationToken.None);
                Answers++;
                Judge(uid, answer);
            }
            catch (HttpRequestException refused) when (refused.StatusCode is null)
            {
                // The gateway itself is what was killed: there is nobody to answer.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private void Judge(string uid, HttpResponseMessage answer)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                _seen.Add(uid);
                break;
            case HttpStatusCode.NotFound when !_seen.Contains(uid):
            case HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is not null:
                break;
            default:
                Wrong.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{uid}: {(int)answer.StatusCode}"));
                break;
        }
    }
}
