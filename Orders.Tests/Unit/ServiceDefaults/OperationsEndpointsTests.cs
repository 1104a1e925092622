using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class OperationsEndpointsTests
{
    [Theory]
    [InlineData(HealthStatus.Healthy, HttpStatusCode.OK)]
    [InlineData(HealthStatus.Degraded, HttpStatusCode.OK)]
    [InlineData(HealthStatus.Unhealthy, HttpStatusCode.ServiceUnavailable)]
    public async Task Health_is_as_good_as_its_worst_check(HealthStatus worst, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("good", () => HealthCheckResult.Healthy())
            .AddCheck("other", () => new HealthCheckResult(worst, "lag 7")));

        using var response = await service.Client.GetAsync(new Uri("/health", UriKind.Relative));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(worst.ToString(), body.RootElement.GetProperty("status").GetString());
        var other = body.RootElement.GetProperty("checks").GetProperty("other");
        Assert.Equal(worst.ToString(), other.GetProperty("status").GetString());
        Assert.Equal("lag 7", other.GetProperty("description").GetString());
    }

    /// <summary>Read at the same time as by the first request, YARP's and the router's locks are taken in two orders.</summary>
    [Fact]
    public async Task Routes_are_read_for_the_first_time_before_anything_is_served()
    {
        var routes = new WatchedRoutes();
        await using var service = await TestService.StartAsync(map: app =>
        {
            routes.HasStarted = () => app.Lifetime.ApplicationStarted.IsCancellationRequested;
            ((IEndpointRouteBuilder)app).DataSources.Add(routes);
        });

        using var response = await service.Client.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.False(routes.FirstReadAfterStart);
    }

    [Fact]
    public async Task Health_never_shows_the_text_of_an_exception()
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("thrown", () => throw new InvalidOperationException("Ivan +79991234567"))
            .AddCheck("returned", () => HealthCheckResult.Unhealthy(exception: new InvalidOperationException("Ivan +79991234567"))));

        using var response = await service.Client.GetAsync(new Uri("/health", UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain("Ivan", body, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_hangs_is_unhealthy_and_does_not_hang_the_probe()
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddAsyncCheck("hung", async cancel =>
            {
                await Task.Delay(Timeout.Infinite, cancel);
                return HealthCheckResult.Healthy();
            }));

        using var response = await service.Client.GetAsync(new Uri("/health", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task A_process_is_alive_whatever_its_health()
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("bad", () => HealthCheckResult.Unhealthy()));

        using var response = await service.Client.GetAsync(new Uri("/alive", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Requests_are_counted_by_route_and_status_and_never_by_path()
    {
        await using var service = await TestService.StartAsync(map: app =>
        {
            app.MapGet("/counted/{uid}", (string uid) => uid == "ok" ? Results.Ok() : Results.NotFound());
            app.MapGet("/broken/{uid}", string (string uid) => throw new InvalidOperationException(uid));
        });
        string[] paths = ["/counted/ok", "/counted/ok", "/counted/gone", "/broken/x", "/no/such/path"];
        foreach (var path in paths)
        {
            using var ignored = await service.Client.GetAsync(new Uri(path, UriKind.Relative));
        }

        var metrics = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        string[] lines =
        [
            "http_requests_total{handler=\"/counted/{uid}\",status=\"200\"} 2\n",
            "http_requests_total{handler=\"/counted/{uid}\",status=\"404\"} 1\n",
            "http_requests_total{handler=\"/broken/{uid}\",status=\"500\"} 1\n",
            "http_requests_total{handler=\"unmatched\",status=\"404\"} ",
            "http_request_duration_seconds_count{handler=\"/counted/{uid}\"} 3\n",
            "http_request_duration_seconds_bucket{handler=\"/counted/{uid}\",le=\"5e-05\"} ",
            "process_start_time_seconds ",
        ];
        Assert.All(lines, line => Assert.Contains($"\n{line}", metrics, StringComparison.Ordinal));
        Assert.DoesNotContain("/no/such/path", metrics, StringComparison.Ordinal);
    }

    private sealed class WatchedRoutes : EndpointDataSource
    {
        public Func<bool> HasStarted { get; set; } = () => false;

        public bool? FirstReadAfterStart { get; private set; }

        public override IReadOnlyList<Endpoint> Endpoints
        {
            get
            {
                FirstReadAfterStart ??= HasStarted();
                return [];
            }
        }

        public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;
    }
}
