using Orders.AppHost;
using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.CommandLine;
using Orders.AppHost.Embedded.Services;

namespace Orders.Tests.Unit.Embedded;

public sealed class ServicePlanTests
{
    [Fact]
    public void The_gateway_learns_where_every_service_is()
    {
        var plan = Plan(new HostOptions { Port = 9000, QueryApis = 2, Ingestors = 2 }, kafkaIsEmbedded: true);

        Assert.Equal("http://localhost:9000", plan.Gateway.Environment["ASPNETCORE_URLS"]);
        Assert.Equal(new Uri(plan.GatewayManagement).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), plan.Gateway.Environment["Management__Port"]);
        Assert.Equal(plan.QueryApis[0].Address, plan.Gateway.Environment["services__query-api__http__0"]);
        Assert.Equal(plan.QueryApis[1].Address, plan.Gateway.Environment["services__query-api__http__1"]);
        Assert.Equal(plan.QueryApis[0].Http2Address, plan.Gateway.Environment["services__query-api__http2__0"]);
        Assert.Equal(plan.QueryApis[1].Http2Address, plan.Gateway.Environment["services__query-api__http2__1"]);
        Assert.EndsWith($":{plan.QueryApis[1].Environment["Http2__Port"]}", plan.QueryApis[1].Http2Address, StringComparison.Ordinal);
        Assert.Equal(plan.Ingestors[1].Address, plan.Gateway.Environment["services__ingestor__http__1"]);
        Assert.Equal(plan.Producer!.Address, plan.Gateway.Environment["services__producer__http__0"]);
    }

    [Fact]
    public void Every_service_has_a_port_and_a_name_of_its_own()
    {
        var plan = Plan(new HostOptions { QueryApis = 3, Ingestors = 2 }, kafkaIsEmbedded: true);
        ServiceSpec[] all = [.. plan.Ingestors, .. plan.QueryApis, plan.Gateway, plan.Producer!];

        Assert.Equal(all.Length + 3, all.SelectMany(service => (string?[])[service.Address, service.Http2Address]).OfType<string>().Distinct().Count());
        Assert.Equal(["ingestor-1", "ingestor-2", "query-api-1", "query-api-2", "query-api-3", "gateway", "producer"], all.Select(service => service.Name));
        Assert.All(all, service => Assert.Equal("true", service.Environment["Host__StopOnStdinEnd"]));
    }

    [Fact]
    public void Settings_for_the_in_memory_broker_are_kept_from_a_real_one()
    {
        const string Wait = "Aspire__Confluent__Kafka__Consumer__Config__FetchWaitMaxMs";

        Assert.Equal(Repository.BuildsLibrdkafka ? "100" : "3", Plan(new HostOptions(), kafkaIsEmbedded: true).Ingestors[0].Environment[Wait]);
        Assert.DoesNotContain(Wait, Plan(new HostOptions(), kafkaIsEmbedded: false).Ingestors[0].Environment.Keys);
    }

    [Fact]
    public void The_ingestor_and_the_gateway_collect_more_seldom()
    {
        var plan = Plan(new HostOptions(), kafkaIsEmbedded: true);

        Assert.Equal(YoungGeneration.OfIngestor, plan.Ingestors[0].Environment[YoungGeneration.Variable]);
        Assert.Equal(YoungGeneration.OfGateway, plan.Gateway.Environment[YoungGeneration.Variable]);
        Assert.All([plan.QueryApis[0], plan.Producer!], service => Assert.DoesNotContain(YoungGeneration.Variable, service.Environment.Keys));
    }

    [Fact]
    public void Without_a_producer_nobody_is_told_of_one()
    {
        var plan = Plan(new HostOptions { Producer = false }, kafkaIsEmbedded: true);

        Assert.Null(plan.Producer);
        Assert.DoesNotContain(plan.Gateway.Environment.Keys, key => key.Contains("producer", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_service_learns_where_traces_go_and_what_it_is_called_there()
    {
        var plan = Plan(new HostOptions { Otlp = new Uri("http://store:4317"), QueryApis = 2 }, kafkaIsEmbedded: true);
        ServiceSpec[] all = [.. plan.Ingestors, .. plan.QueryApis, plan.Gateway, plan.Producer!];

        Assert.All(all, service => Assert.Equal("http://store:4317", service.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"]));
        Assert.All(all, service => Assert.EndsWith($"service.instance.id={service.Name}", service.Environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal));
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", Plan(new HostOptions(), kafkaIsEmbedded: true).Gateway.Environment.Keys);
    }

    [Theory]
    [InlineData(null, "service.instance.id=query-api-1")]
    [InlineData("deployment.environment.name=test", "deployment.environment.name=test,service.instance.id=query-api-1")]
    [InlineData("service.instance.id=mine", "service.instance.id=mine")]
    public void Attributes_that_the_environment_gives_stay(string? given, string expected) =>
        Assert.Equal(expected, Telemetry.WithInstance(given, "query-api-1"));

    private static ServicePlan Plan(HostOptions options, bool kafkaIsEmbedded)
    {
        var port = 20000;
        return new ServicePlan(options, new ServerAddresses("Host=db", "broker:9092", kafkaIsEmbedded), () => port++);
    }
}
