using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using Orders.ServiceDefaults;
using Orders.ServiceDefaults.Tracing;

namespace Orders.Tests.Unit.Tracing;

public sealed class OtlpTargetTests
{
    [Theory]
    [InlineData("http://store:4317", "http://store:4317/", OtlpExportProtocol.Grpc)]
    [InlineData("https://store", "https://store/", OtlpExportProtocol.Grpc)]
    [InlineData("http://store:4318", "http://store:4318/v1/traces", OtlpExportProtocol.HttpProtobuf)]
    [InlineData("http://store:4318/otlp/", "http://store:4318/otlp/v1/traces", OtlpExportProtocol.HttpProtobuf)]
    public void Without_a_protocol_the_port_says_what_is_spoken(string endpoint, string expected, OtlpExportProtocol protocol) =>
        Assert.Equal(new OtlpTarget(new Uri(expected), protocol, null), Of("traces", ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)));

    [Theory]
    [InlineData("http://store:9999", "http/protobuf", "http://store:9999/v1/logs")]
    [InlineData("http://store:4318", "grpc", "http://store:4318/")]
    public void A_protocol_that_is_given_holds_at_any_port(string endpoint, string protocol, string expected) =>
        Assert.Equal(new Uri(expected), Of("logs", ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol))!.Endpoint);

    [Fact]
    public void What_is_given_for_one_signal_comes_first_and_its_address_is_complete()
    {
        (string, string)[] settings =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:4317"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "key=all"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://own:1234/spans"),
            ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "key=own"),
        ];

        Assert.Equal(new OtlpTarget(new Uri("http://own:1234/spans"), OtlpExportProtocol.HttpProtobuf, "key=own"), Of("traces", settings));
        Assert.Equal(new OtlpTarget(new Uri("http://all:4317"), OtlpExportProtocol.Grpc, "key=all"), Of("logs", settings));
    }

    [Fact]
    public void An_address_beside_the_variables_gets_none_of_their_headers() =>
        Assert.Equal(
            new OtlpTarget(new Uri("http://jaeger:4318/v1/traces"), OtlpExportProtocol.HttpProtobuf, null),
            OtlpTarget.Beside("Telemetry:TracesAlsoTo", "traces", Settings(
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_HEADERS", "key=secret"), ("Telemetry:TracesAlsoTo", "http://jaeger:4318"))));

    [Fact]
    public void Without_an_address_there_is_no_target()
    {
        Assert.Null(Of("traces"));
        Assert.Null(Of("traces", ("OTEL_EXPORTER_OTLP_ENDPOINT", " ")));
        Assert.Null(OtlpTarget.Beside("Telemetry:TracesAlsoTo", "traces", Settings()));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "store:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://store")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    public void A_wrong_value_is_named_with_its_key(string key, string value)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Of("traces", ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://store"), (key, value)));

        Assert.StartsWith($"{key} is '{value}': give ", wrong.Message, StringComparison.Ordinal);
    }

    private static OtlpTarget? Of(string signal, params (string Key, string Value)[] settings) => OtlpTarget.Of(signal, Settings(settings));

    private static IConfiguration Settings(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        return configuration;
    }
}
