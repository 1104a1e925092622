using System.Net;
using Microsoft.AspNetCore.Http;

namespace Orders.Tests.Integration.Gateway;

public sealed class HealthTests
{
    private static readonly Uri Health = new("/health", UriKind.Relative);

    [Fact]
    public async Task The_gateway_is_healthy_when_all_services_are()
    {
        await using var services = await Services.StartAsync();
        await services.Gateway.UntilAsync("query-api", "Healthy");

        using var response = await services.Gateway.Public.GetAsync(Health);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"Healthy"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_service_that_is_not_ready_shows_outside_as_503_and_to_operators_by_name()
    {
        await using var services = await Services.StartAsync();
        services.Ingestor.HealthStatus = StatusCodes.Status503ServiceUnavailable;

        await services.Gateway.UntilAsync("ingestor", "Unhealthy");
        await services.Gateway.UntilAsync("producer", "Healthy");
        using var response = await services.Gateway.Public.GetAsync(Health);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("""{"status":"Unhealthy"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_service_that_is_gone_is_not_ready()
    {
        await using var services = await Services.StartAsync();
        await services.Producer.StopAsync();

        await services.Gateway.UntilAsync("producer", "Unhealthy");
    }

    [Fact]
    public async Task Many_who_ask_at_once_cost_the_services_one_question()
    {
        await using var services = await Services.StartAsync();

        await Parallel.ForAsync(0, 50, async (_, cancellation) =>
        {
            using var response = await services.Gateway.Public.GetAsync(Health, cancellation);
        });

        Assert.InRange(services.Ingestor.HealthRequests, 1, 5);
    }

    [Fact]
    public async Task Without_the_other_services_addresses_the_query_apis_count_alone()
    {
        await using var queryApi = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([queryApi]);
        await gateway.UntilAsync("query-api", "Healthy");

        using var response = await gateway.Public.GetAsync(Health);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_gateway_is_alive_whatever_is_behind_it()
    {
        await using var gateway = await RunningGateway.StartAsync(["http://127.0.0.1:9"]);
        await gateway.UntilAsync("query-api", "Unhealthy");

        using var response = await gateway.Public.GetAsync(new Uri("/alive", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private sealed class Services : IAsyncDisposable
    {
        public required Backend QueryApi { get; init; }

        public required Backend Ingestor { get; init; }

        public required Backend Producer { get; init; }

        public required RunningGateway Gateway { get; init; }

        public static async Task<Services> StartAsync()
        {
            var (queryApi, ingestor, producer) = (await Backend.StartAsync(), await Backend.StartAsync(), await Backend.StartAsync());
            return new Services
            {
                QueryApi = queryApi,
                Ingestor = ingestor,
                Producer = producer,
                Gateway = await RunningGateway.StartAsync(
                    [queryApi], ("services:ingestor:http:0", ingestor.Address), ("services:producer:http:0", producer.Address)),
            };
        }

        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await QueryApi.DisposeAsync();
            await Ingestor.DisposeAsync();
            await Producer.DisposeAsync();
        }
    }
}
