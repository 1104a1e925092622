using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Orders.Gateway.Operations;

/// <summary>Asks one instance for its health and its metrics, within bounds of time and size.</summary>
internal sealed class InstanceReader(IHttpClientFactory clients, IOptions<OperationsOptions> options, TimeProvider time)
{
    private const int MostDescribed = 500;

    public async Task<(InstanceHealth Health, Scrape? Scrape)> ReadAsync(Instance instance, CancellationToken stopping)
    {
        var health = AskAsync(instance, "/health", stopping);
        var metrics = AskAsync(instance, "/metrics", stopping);
        return (Judge(instance, await health), Read(instance, await metrics));
    }

    private static InstanceHealth Judge(Instance instance, Answer? answer) => answer is null
        ? new(instance.Name, instance.Service, InstanceStatus.Unreachable, "It does not answer.")
        : new(instance.Name, instance.Service, answer.Success ? InstanceStatus.Healthy : InstanceStatus.Unhealthy, Describe(answer.Text));

    private Scrape? Read(Instance instance, Answer? answer) =>
        answer is { Success: true } && PrometheusText.Parse(answer.Text, Signals.Metrics) is { } samples
            ? new Scrape(instance.Service, time.GetTimestamp(), samples)
            : null;

    /// <returns>Null when there is no answer within the bounds.</returns>
    private async Task<Answer?> AskAsync(Instance instance, string path, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        using var client = clients.CreateClient(nameof(InstanceReader));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(instance.Address, path));
        request.Headers.Host = instance.Host;
        client.MaxResponseContentBufferSize = options.Value.MaxAnswerBytes;
        try
        {
            using var response = await client.SendAsync(request, either.Token);
            return new Answer(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(either.Token));
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The checks that are not well: <c>postgres: not reachable</c>.</summary>
    private static string Describe(string report)
    {
        try
        {
            var checks = JsonSerializer.Deserialize(report, OperationsJson.Default.HealthReport)?.Checks ?? [];
            var description = string.Join("; ", checks.Where(check => check.Value?.Status != "Healthy").Select(check => $"{check.Key}: {check.Value?.Description}"));
            return description.Length > MostDescribed ? description[..MostDescribed] : description;
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private sealed record Answer(bool Success, string Text);
}

internal sealed record HealthReport(Dictionary<string, HealthCheck?>? Checks);

internal sealed record HealthCheck(string? Status, string? Description);
