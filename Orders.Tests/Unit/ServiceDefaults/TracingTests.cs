using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class TracingTests : IDisposable
{
    // Nothing listens there; exporting fails quietly, and the spans are looked at here.
    private const string Exported = "--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1";

    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public TracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_server_span_has_its_route_as_name_and_says_how_the_request_ended()
    {
        await using (var service = await TestService.StartAsync(
            map: app => app.MapGet("/traced/{uid}", string (string uid) => throw new InvalidOperationException("Ivan")), settings: Exported))
        {
            using var response = await service.Client.GetAsync(new Uri("/traced/1", UriKind.Relative));
        }

        var span = Assert.Single(_spans, span => Equals(span.GetTagItem("url.path"), "/traced/1"));
        Assert.Equal("GET /traced/{uid}", span.DisplayName);
        Assert.Equal("/traced/{uid}", span.GetTagItem("http.route"));
        Assert.Equal(500, span.GetTagItem("http.response.status_code"));
        Assert.Equal("System.InvalidOperationException", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("Ivan", StringComparison.Ordinal) is true);
        Assert.True(span.Recorded);
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
            settings: Exported);

        using var response = await service.Client.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.Equal([false], recorded);
    }

    [Fact]
    public async Task Without_an_exporter_our_own_spans_still_have_ids_to_pass_on()
    {
        using var source = new ActivitySource("Orders.Tests.TraceIds");
        await using (await TestService.StartAsync())
        {
            using var span = source.StartActivity("send");
            Assert.NotNull(span);
            Assert.NotEqual(default, span.TraceId);
        }
    }
}
