using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Orders.Gateway.Proxying;
using Orders.ServiceDefaults;
using Orders.ServiceDefaults.Hosting;

namespace Orders.Tests.Integration.Gateway;

public sealed class SettingsTests
{
    [Fact]
    public void Without_a_query_api_the_gateway_says_which_setting_it_needs()
    {
        var error = Assert.Throws<ConfigurationException>(() => RunningGateway.Build([]));
        Assert.Contains("services__query-api__http__0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_setting_counts_where_discovery_gives_nothing()
    {
        var addresses = QueryApiRoutes.Addresses(Configuration(("Proxy:QueryApis:0", "http://a:1"), ("Proxy:QueryApis:1", "http://b:2")));
        Assert.Equal([new Uri("http://a:1"), new Uri("http://b:2")], addresses);
    }

    [Fact]
    public void Discovery_goes_before_the_setting()
    {
        var addresses = QueryApiRoutes.Addresses(Configuration(("Proxy:QueryApis:0", "http://a:1"), ("services:query-api:http:0", "http://b:2")));
        Assert.Equal([new Uri("http://b:2")], addresses);
    }

    [Fact]
    public void Requests_go_to_the_ports_for_HTTP2_where_they_are_given()
    {
        var both = QueryApiRoutes.UpstreamsOf(Configuration(("services:query-api:http:0", "http://a:1"), ("services:query-api:http2:0", "http://a:2")));
        Assert.Equal([new Uri("http://a:2")], both.Addresses);
        Assert.Equal(HttpVersion.Version20, both.Version);

        var usual = QueryApiRoutes.UpstreamsOf(Configuration(("services:query-api:http:0", "http://a:1")));
        Assert.Equal([new Uri("http://a:1")], usual.Addresses);
        Assert.Equal(HttpVersion.Version11, usual.Version);
    }

    [Theory]
    [InlineData("query-api:5080")]
    [InlineData("ftp://query-api")]
    [InlineData("/api")]
    public void An_address_that_is_none_is_refused_by_its_key(string address)
    {
        var error = Assert.Throws<ConfigurationException>(() => RunningGateway.Build([address]));
        Assert.Contains("services:query-api:http:0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Proxy:RetryAfter", "00:00:00")]
    [InlineData("Proxy:ProbeInterval", "-00:00:01")]
    [InlineData("Limits:MaxRequestBodyBytes", "0")]
    public async Task A_setting_out_of_its_range_stops_the_start(string key, string value) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => RunningGateway.StartAsync(["http://127.0.0.1:9"], (key, value)));

    [Theory]
    [InlineData("eighty")]
    [InlineData("-1")]
    [InlineData("65536")]
    public void A_management_port_that_is_none_is_refused(string port) =>
        Assert.Throws<ConfigurationException>(() => RunningGateway.Build(["http://127.0.0.1:9"], ("Management:Port", port)));

    [Theory]
    [InlineData("http://localhost:8081", "http://localhost:8081;http://localhost:9081")]
    [InlineData("http://+:8080;https://+:8443", "http://+:8080;https://+:8443;http://+:9081")]
    [InlineData("http://127.0.0.1:8081", "http://127.0.0.1:8081;http://127.0.0.1:9081")]
    [InlineData("http://localhost:8081;http://172.17.0.1:8081", "http://localhost:8081;http://172.17.0.1:8081;http://localhost:9081;http://172.17.0.1:9081")]
    [InlineData("http://localhost:8081;http://0.0.0.0:8082", "http://localhost:8081;http://0.0.0.0:8082;http://0.0.0.0:9081")]
    [InlineData("http://localhost:8081;http://[::]:8082", "http://localhost:8081;http://[::]:8082;http://[::]:9081")]
    public void The_management_port_is_opened_where_the_public_one_is(string urls, string all) =>
        Assert.Equal(all, SecondPort.Beside(urls, 9081, "Management:Port"));

    [Fact]
    public void The_management_port_cannot_be_a_public_one() =>
        Assert.Throws<ConfigurationException>(() => SecondPort.Beside("http://localhost:1;http://localhost:8081", 8081, "Management:Port"));

    [Fact]
    public void Ports_of_a_container_image_are_kept()
    {
        Assert.Equal("http://*:8080", ListenAddresses.Of(Configuration(("http_ports", "8080"))));
        Assert.Equal("http://localhost:5000", ListenAddresses.Of(Configuration()));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();
}
