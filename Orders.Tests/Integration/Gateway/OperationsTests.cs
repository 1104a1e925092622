using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Gateway;

public sealed class OperationsTests : IAsyncLifetime
{
    private static readonly (string Key, string Value)[] Fast = [("Operations:Step", "00:00:00.200"), ("Operations:History", "00:00:10"), ("Operations:Timeout", "00:00:00.500")];

    private Backend _queryApi = null!;
    private Backend _ingestor = null!;
    private int _scrapes;

    public async Task InitializeAsync()
    {
        _queryApi = await Backend.StartAsync();
        _ingestor = await Backend.StartAsync();
        _queryApi.Metrics = context => context.Response.WriteAsync("cache_size_bytes 1234\n");
        _ingestor.Metrics = context => context.Response.WriteAsync(string.Create(
            CultureInfo.InvariantCulture, $"kafka_messages_processed_total{{status=\"inserted\"}} {Interlocked.Increment(ref _scrapes) * 10}\nkafka_consumer_lag_messages 5\n"));
        _ingestor.HealthReport = """{"status":"Healthy","checks":{"kafka":{"status":"Healthy","description":"connected"}}}""";
    }

    public async Task DisposeAsync()
    {
        await _queryApi.DisposeAsync();
        await _ingestor.DisposeAsync();
    }

    [Fact]
    public async Task The_report_has_a_line_for_each_signal_and_all_are_of_one_length()
    {
        await using var gateway = await StartAsync();

        var report = await ReportAsync(gateway);

        Assert.True(report.GetProperty("from").GetDateTime() > DateTime.UtcNow.AddMinutes(-1));
        Assert.Equal(0.2, report.GetProperty("step_seconds").GetDouble());
        var names = report.GetProperty("series").EnumerateArray().Select(series => series.GetProperty("name").GetString()).Distinct();
        Assert.Equal(
            ["ingest_rate", "lag", "freshness_p50", "freshness_p99", "cache_hit_ratio", "cache_bytes", "request_rate", "request_p50", "request_p99", "error_rate", "dlq_rate"],
            names);
        Assert.All(report.GetProperty("series").EnumerateArray(), series => Assert.Equal(50, series.GetProperty("values").GetArrayLength()));
    }

    [Fact]
    public async Task Values_come_from_the_services_step_by_step()
    {
        await using var gateway = await StartAsync();

        await UntilAsync(gateway, report => Known(report, "ingest_rate").Length >= 3);

        var report = await ReportAsync(gateway);
        Assert.Contains(1234, Known(report, "cache_bytes"));
        Assert.Contains(5, Known(report, "lag"));
        Assert.All(Known(report, "ingest_rate"), rate => Assert.True(rate > 0));
        Assert.Empty(Known(report, "freshness_p50"));
    }

    [Fact]
    public async Task Requests_through_the_gateway_are_seen()
    {
        await using var gateway = await StartAsync();

        await UntilAsync(gateway, async report =>
        {
            using var response = await gateway.Public.GetAsync("/api/orders/abc");
            return Known(report, "request_rate").Any(rate => rate > 0) && Known(report, "request_p99").Any(seconds => seconds > 0);
        });
    }

    [Fact]
    public async Task Each_instance_says_how_it_is()
    {
        await using var gateway = await StartAsync(("services:producer:http:0", "http://127.0.0.1:9"));
        _ingestor.HealthStatus = StatusCodes.Status503ServiceUnavailable;
        _ingestor.HealthReport = """{"status":"Unhealthy","checks":{"kafka":{"status":"Healthy","description":"connected"},"postgres":{"status":"Unhealthy","description":"not reachable"}}}""";

        await UntilAsync(gateway, report => Instances(report).Any(instance => instance.Status == "unhealthy"));

        Assert.Equal(
            [("query-api-1", "query-api", "healthy", ""), ("ingestor-1", "ingestor", "unhealthy", "postgres: not reachable"), ("producer", "producer", "unreachable", "It does not answer."), ("gateway", "gateway", "healthy", "")],
            Instances(await ReportAsync(gateway)));
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("huge")]
    [InlineData("endless")]
    [InlineData("other")]
    [InlineData("error")]
    public async Task A_service_that_answers_nonsense_or_nothing_costs_the_others_nothing(string fault)
    {
        _ingestor.Metrics = fault switch
        {
            "silent" => context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default),
            "huge" => context => context.Response.WriteAsync("kafka_consumer_lag_messages 5\n" + new string('#', 100_000)),
            "endless" => EndlessAsync,
            "other" => context => context.Response.WriteAsync("<html>"),
            _ => context =>
            {
                context.Response.StatusCode = 500;
                return context.Response.WriteAsync("kafka_consumer_lag_messages 5");
            },
        };
        await using var gateway = await StartAsync(("Operations:MaxAnswerBytes", "50000"));

        await UntilAsync(gateway, report => Known(report, "cache_bytes").Length > 2);

        Assert.Empty(Known(await ReportAsync(gateway), "lag"));
    }

    [Fact]
    public async Task A_service_that_comes_back_goes_on()
    {
        await using var gateway = await StartAsync();
        await UntilAsync(gateway, report => Known(report, "lag").Length > 0);
        var address = _ingestor.Address;
        await _ingestor.StopAsync();
        await UntilAsync(gateway, report => Instances(report).Any(instance => instance.Status == "unreachable"));

        await using var again = await Backend.StartAsync(address: address);
        again.Metrics = context => context.Response.WriteAsync("kafka_consumer_lag_messages 77\n");

        await UntilAsync(gateway, report => Known(report, "lag").Contains(77) && Instances(report).All(instance => instance.Status == "healthy"));
    }

    [Fact]
    public async Task Other_methods_are_refused()
    {
        await using var gateway = await StartAsync();
        using var response = await gateway.Public.SendAsync(HttpMethod.Post, "/api/operations");
        await Problem.AssertAsync(HttpStatusCode.MethodNotAllowed, response);
    }

    private static async Task EndlessAsync(HttpContext context)
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync("# more\n");
            await context.Response.Body.FlushAsync();
        }
    }

    private Task<RunningGateway> StartAsync(params (string Key, string Value)[] settings) =>
        RunningGateway.StartAsync([_queryApi], [.. Fast, ("services:ingestor:http:0", _ingestor.Address), .. settings]);

    private static async Task<JsonElement> ReportAsync(RunningGateway gateway)
    {
        using var response = await gateway.Public.GetAsync("/api/operations");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task UntilAsync(RunningGateway gateway, Func<JsonElement, bool> condition) =>
        Eventually.BecomesTrueAsync(async () => condition(await ReportAsync(gateway)));

    private static Task UntilAsync(RunningGateway gateway, Func<JsonElement, Task<bool>> condition) =>
        Eventually.BecomesTrueAsync(async () => await condition(await ReportAsync(gateway)));

    private static double[] Known(JsonElement report, string name) =>
    [
        .. report.GetProperty("series").EnumerateArray().First(series => series.GetProperty("name").GetString() == name)
            .GetProperty("values").EnumerateArray().Where(value => value.ValueKind == JsonValueKind.Number).Select(value => value.GetDouble()),
    ];

    private static (string? Name, string? Service, string? Status, string? Description)[] Instances(JsonElement report) =>
        [.. report.GetProperty("instances").EnumerateArray().Select(instance => (
            instance.GetProperty("name").GetString(),
            instance.GetProperty("service").GetString(),
            instance.GetProperty("status").GetString(),
            instance.GetProperty("description").GetString()))];
}
