using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.Processes;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Observability;

/// <summary>A real Prometheus with our configuration, rules and alerts; only, it looks each second, so that a test need not wait.</summary>
internal sealed class PrometheusRun : IAsyncDisposable
{
    private static readonly string Configuration = Path.Combine(Repository.Root, "observability", "prometheus");

    private readonly ScratchFolder _folder = new();
    private readonly RecentLines _lines = new(50);
    private readonly HttpClient _http;
    private readonly ChildProcess _process;

    private PrometheusRun(JsonElement endpoints)
    {
        var listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{LoopbackPort.Next()}");
        _http = new HttpClient { BaseAddress = new Uri($"http://{listen}/") };
        WriteConfiguration();
        WriteTargets(endpoints, listen);
        _process = ChildProcess.Start(new ChildCommand(
            Programs.Find("prometheus") ?? throw new InvalidOperationException("prometheus is not installed: eng/setup.sh test does that on Debian."),
            $"--config.file={_folder.Child("prometheus.yml")}",
            $"--storage.tsdb.path={_folder.Child("data")}",
            $"--web.listen-address={listen}") { OnLine = _lines.Add }.OnParentDeath(Signal.Kill));
    }

    /// <param name="endpoints">Of the system to watch, as the embedded host writes them.</param>
    public static async Task<PrometheusRun> StartAsync(JsonElement endpoints)
    {
        var run = new PrometheusRun(endpoints);
        try
        {
            await Eventually.BecomesTrueAsync(run.IsReadyAsync);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>What an instant or range query answers: the series.</summary>
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

    /// <summary>All rules that it has loaded and evaluated at least once.</summary>
    public async Task<IReadOnlyList<JsonElement>> RulesAsync()
    {
        var groups = (await GetAsync("api/v1/rules")).GetProperty("groups").EnumerateArray();
        return [.. groups.SelectMany(group => group.GetProperty("rules").EnumerateArray())];
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(Signal.Kill, TimeSpan.FromSeconds(10));
        _http.Dispose();
        _folder.Dispose();
    }

    private static string Seconds(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);

    private static async Task<JsonElement> DataAsync(HttpResponseMessage response, string what)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(response.IsSuccessStatusCode, $"{what}\n{document.RootElement}");
        return document.RootElement.GetProperty("data").Clone();
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await DataAsync(response, path);
    }

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process.Exited.IsCompleted, _lines.ToString());
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

    private void WriteConfiguration()
    {
        var text = File.ReadAllText(Path.Combine(Configuration, "prometheus.yml"));
        var faster = text
            .Replace("scrape_interval: 5s", "scrape_interval: 1s", StringComparison.Ordinal)
            .Replace("scrape_timeout: 4s", "scrape_timeout: 1s", StringComparison.Ordinal)
            .Replace("evaluation_interval: 5s", "evaluation_interval: 1s", StringComparison.Ordinal);
        File.WriteAllText(_folder.Child("prometheus.yml"), faster);
        Directory.CreateDirectory(_folder.Child("rules"));
        foreach (var file in Directory.GetFiles(Path.Combine(Configuration, "rules")))
        {
            File.Copy(file, Path.Combine(_folder.Child("rules"), Path.GetFileName(file)));
        }
    }

    private void WriteTargets(JsonElement endpoints, string self)
    {
        var targets = new JsonArray(
        [
            .. Targets("ingestor", [.. endpoints.GetProperty("ingestors").EnumerateArray()]),
            .. Targets("query-api", [.. endpoints.GetProperty("queryApis").EnumerateArray()]),
            .. Targets("gateway", [endpoints.GetProperty("gatewayManagement")]),
            .. Targets("producer", [endpoints.GetProperty("producer")]),
            Target("prometheus", "prometheus", self),
        ]);
        Directory.CreateDirectory(_folder.Child("targets"));
        File.WriteAllText(Path.Combine(_folder.Child("targets"), "services.json"), targets.ToJsonString());
    }

    private static IEnumerable<JsonNode> Targets(string job, IReadOnlyList<JsonElement> addresses) => addresses.Select((address, index) =>
        Target(job, string.Create(CultureInfo.InvariantCulture, $"{job}-{index + 1}"), new Uri(address.GetString()!).Authority));

    private static JsonObject Target(string job, string instance, string address) =>
        new() { ["targets"] = new JsonArray(address), ["labels"] = new JsonObject { ["job"] = job, ["instance"] = instance } };
}
