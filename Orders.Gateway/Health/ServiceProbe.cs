using Orders.Gateway.Discovering;

namespace Orders.Gateway.Health;

/// <summary>
/// Asks the instances of a service for their /health. However many ask us, each instance is asked at most once a second, by one request at a time.
/// </summary>
internal sealed class ServiceProbe(IReadOnlyList<Uri> addresses, Replicas replicas, IHttpClientFactory clients, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<Count>? _answer;
    private long _askedAt;

    /// <summary>How many instances there are, and how many said, at most about a second ago, that they are ready.</summary>
    public Task<Count> CountReadyAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_answer is null || (_answer.IsCompleted && time.GetElapsedTime(_askedAt) >= MaxAge))
            {
                _askedAt = time.GetTimestamp();

                // Not the caller's token: whoever else waits for this answer still wants it when the caller has left.
                _answer = AskAllAsync();
            }

            return _answer.WaitAsync(cancellationToken);
        }
    }

    private async Task<Count> AskAllAsync()
    {
        var instances = await Task.WhenAll(addresses.Select(address => replicas.OfAsync(address, CancellationToken.None)));
        var answers = await Task.WhenAll(instances.SelectMany(instance => instance).Select(IsReadyAsync));
        return new Count(answers.Count(ready => ready), answers.Length);
    }

    private async Task<bool> IsReadyAsync(Uri address)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var client = clients.CreateClient(nameof(ServiceProbe));
        try
        {
            using var response = await client.GetAsync(new Uri(address, "/health"), HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    internal readonly record struct Count(int Ready, int All);
}
