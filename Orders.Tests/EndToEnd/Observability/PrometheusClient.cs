using System.Globalization;
using System.Text.Json;

namespace Orders.Tests.EndToEnd.Observability;

/// <summary>Asks a Prometheus what Grafana would ask it. What it refuses fails the test.</summary>
internal sealed class PrometheusClient(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"{address}/") };

    /// <returns>The series.</returns>
    public async Task<JsonElement> QueryAsync(string expression, TimeSpan? range = null)
    {
        var now = DateTimeOffset.UtcNow;
        Dictionary<string, string> form = new() { ["query"] = expression };
        if (range is { } length)
        {
            form["start"] = Seconds(now - length);
            form["end"] = Seconds(now);
            form["step"] = "5";
        }

        using var content = new FormUrlEncodedContent(form);
        using var response = await _http.PostAsync(new Uri(range is null ? "api/v1/query" : "api/v1/query_range", UriKind.Relative), content);
        return (await DataAsync(response, expression)).GetProperty("result");
    }

    /// <summary>The values of a label on the series that match.</summary>
    public Task<JsonElement> LabelValuesAsync(string label, string series) => GetAsync($"api/v1/label/{label}/values?match[]={Uri.EscapeDataString(series)}");

    /// <summary>All rules that it has loaded, recording ones and alerts.</summary>
    public async Task<IReadOnlyList<JsonElement>> RulesAsync() =>
        [.. (await GetAsync("api/v1/rules")).GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray())];

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("-/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // It does not listen yet.
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);

    private static async Task<JsonElement> DataAsync(HttpResponseMessage response, string what)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{what}\n{text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("data").Clone();
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await DataAsync(response, path);
    }
}
