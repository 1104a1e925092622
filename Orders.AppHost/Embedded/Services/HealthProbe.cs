using System.Diagnostics;
using System.Globalization;

namespace Orders.AppHost.Embedded.Services;

/// <summary>Asks a service that is starting whether it is ready.</summary>
internal sealed class HealthProbe : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <exception cref="StartupException">No 200 within a minute.</exception>
    public async Task WaitAsync(string name, Uri address, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await AskAsync(address, cancellationToken);
            if (answer is null)
            {
                return;
            }

            if (clock.Elapsed > Deadline)
            {
                throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"{name} was not ready within {Deadline.TotalSeconds} s: {address} {answer}"));
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <returns>Null when it is ready, else what it answered.</returns>
    private async Task<string?> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(address, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return null;
            }

            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return string.Create(CultureInfo.InvariantCulture, $"answers {(int)response.StatusCode} {body}");
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }
}
