using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Orders.ServiceDefaults.HttpErrors;
using Orders.Tests.Unit.ServiceDefaults;

namespace Orders.Tests.Unit.Tracing;

/// <summary>A process has one set of activity sources: whoever listens here is heard by every service that another test runs in it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TracedInProcess
{
    public const string Name = "Traced in this process";
}

[Collection(TracedInProcess.Name)]
public sealed class ServerSpanTests : IDisposable
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0";

    // Nothing listens there; exporting fails quietly, and the spans are looked at here.
    private const string Exported = "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1";

    private readonly ConcurrentQueue<Activity> _spans = new();

    // Its own spans would be heard here too, and what it passes on would decide for the service.
    private readonly HttpClient _client = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
    private readonly ActivityListener _listener;

    public ServerSpanTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "System.Net.Http",
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task A_server_span_has_its_route_as_name_and_says_how_the_request_ended()
    {
        var span = await AskAsync(app => app.MapGet("/traced/{uid}", string (string uid) => throw new InvalidOperationException("Ivan")));

        Assert.Equal("GET /traced/{uid}", span.DisplayName);
        Assert.Equal("/traced/{uid}", span.GetTagItem("http.route"));
        Assert.Equal(500, span.GetTagItem("http.response.status_code"));
        Assert.Equal("System.InvalidOperationException", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.True(span.Recorded);
    }

    [Fact]
    public async Task An_exception_is_recorded_once_with_its_type_and_place_but_without_its_words()
    {
        var span = await AskAsync(app => app.MapGet("/traced/{uid}", string (string uid) =>
            throw new InvalidOperationException("Ivan", new FormatException("lives here"))));

        var exception = Assert.Single(span.Events, item => item.Name == "exception").Tags.ToDictionary();
        Assert.Equal("System.InvalidOperationException", exception["exception.type"]);
        Assert.Equal("InvalidOperationException: FormatException", exception["exception.message"]);
        Assert.Contains(nameof(ServerSpanTests), Assert.IsType<string>(exception["exception.stacktrace"]), StringComparison.Ordinal);
        Assert.Contains("System.FormatException", Assert.IsType<string>(exception["exception.stacktrace"]), StringComparison.Ordinal);
        Assert.DoesNotContain(span.TagObjects.Concat(exception), tag => tag.Value?.ToString() is { } value
            && (value.Contains("Ivan", StringComparison.Ordinal) || value.Contains("lives here", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_exception_that_a_handler_answers_is_recorded_too()
    {
        var span = await AskAsync(
            app => app.MapGet("/traced/{uid}", string (string uid) => throw new InvalidOperationException("Ivan")),
            builder => ErrorAnswers.Use(builder, _ => Task.CompletedTask));

        Assert.Equal(("GET /traced/{uid}", ActivityStatusCode.Error, (object)500), (span.DisplayName, span.Status, span.GetTagItem("http.response.status_code")!));
        Assert.Single(span.Events, item => item.Name == "exception");
    }

    [Fact]
    public async Task What_the_client_got_wrong_is_no_error_of_the_server()
    {
        var span = await AskAsync(app => app.MapGet("/traced/{uid}", string (string uid) => throw new BadHttpRequestException("too large", 413)));

        Assert.Equal((ActivityStatusCode.Unset, (object)413, null), (span.Status, span.GetTagItem("http.response.status_code")!, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Probes_and_scrapes_are_not_recorded()
    {
        var recorded = new ConcurrentQueue<bool>();
        await using var service = await TestService.StartAsync(
            builder => builder.Services.AddHealthChecks().AddCheck("probe", () =>
            {
                recorded.Enqueue(Activity.Current is { Recorded: true });
                return HealthCheckResult.Healthy();
            }),
            settings: [Exported, "--OTEL_TRACES_SAMPLER=always_on"]);

        using var response = await _client.GetAsync(new Uri(service.Address, "/health"));

        Assert.Equal([false], recorded);
        Assert.All(_spans, span => Assert.False(span.Recorded, $"{span.Source.Name} {span.DisplayName}"));
    }

    [Theory]
    [InlineData("always_on", null, 0, true)]
    [InlineData("always_off", null, 1, false)]
    [InlineData("traceidratio", "1", 0, true)]
    [InlineData("traceidratio", "0", 1, false)]
    [InlineData("parentbased_always_on", null, 0, false)]
    [InlineData("parentbased_always_off", null, 1, true)]
    [InlineData("parentbased_traceidratio", "0", 1, true)]
    [InlineData("parentbased_traceidratio", "1", 0, false)]
    public async Task Samplers_follow_the_caller_only_when_their_names_say_so(string sampler, string? argument, int parentRecorded, bool recorded)
    {
        await using var service = await TestService.StartAsync(
            map: app => app.MapGet("/recorded", () => Activity.Current is { Recorded: true }),
            settings: [Exported, $"--OTEL_TRACES_SAMPLER={sampler}", $"--OTEL_TRACES_SAMPLER_ARG={argument}"]);
        _client.DefaultRequestHeaders.Add("traceparent", $"{Parent}{parentRecorded}");

        Assert.Equal(recorded, await _client.GetFromJsonAsync<bool>(new Uri(service.Address, "/recorded")));
    }

    [Fact]
    public async Task Without_an_exporter_nobody_listens()
    {
        using var ours = new ActivitySource("Orders.Tests.Untraced");
        using var npgsql = new ActivitySource("Npgsql");
        await using var service = await TestService.StartAsync(map: app => app.MapGet("/span", () => Activity.Current is not null));

        Assert.False(await _client.GetFromJsonAsync<bool>(new Uri(service.Address, "/span")));
        Assert.False(ours.HasListeners());
        Assert.False(npgsql.HasListeners());
    }

    /// <returns>The server's span of one request to /traced/1.</returns>
    private async Task<Activity> AskAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? add = null)
    {
        await using (var service = await TestService.StartAsync(add, map, Exported))
        {
            using var response = await _client.GetAsync(new Uri(service.Address, "/traced/1"));
        }

        return Assert.Single(_spans, span => Equals(span.GetTagItem("url.path"), "/traced/1"));
    }
}
