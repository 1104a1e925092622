using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>Where a signal goes: the address that its exporter posts to, how, and with which headers.</summary>
/// <param name="Headers"><c>name=value,…</c>, such as a key that the receiver asks for.</param>
internal sealed record OtlpTarget(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>By convention OTLP over HTTP listens on 4318 and gRPC on 4317, and whoever gives the one port does not mean the other protocol.</summary>
    private const int HttpPort = 4318;

    /// <summary>As the OTEL_EXPORTER_OTLP_ variables say: those of the signal come before those for all.</summary>
    /// <param name="signal"><c>traces</c> or <c>logs</c>.</param>
    /// <returns>Null when no endpoint is set: the signal goes nowhere.</returns>
    /// <exception cref="ConfigurationException">An address or a protocol that cannot be one.</exception>
    public static OtlpTarget? Of(string signal, IConfiguration configuration)
    {
        var own = $"{Prefix}{signal.ToUpperInvariant()}_";
        var headers = Text(configuration, own + "HEADERS") ?? Text(configuration, Prefix + "HEADERS");
        if (Address(configuration, own + "ENDPOINT") is { } ownEndpoint)
        {
            return new OtlpTarget(ownEndpoint, ProtocolOf(own, configuration, ownEndpoint), headers);
        }

        return Address(configuration, Prefix + "ENDPOINT") is { } endpoint
            ? To(endpoint, ProtocolOf(own, configuration, endpoint), signal, headers)
            : null;
    }

    /// <summary>An address beside the OTEL_ variables, of which only the port says what is spoken there.</summary>
    public static OtlpTarget? Beside(string key, string signal, IConfiguration configuration) =>
        Address(configuration, key) is { } endpoint ? To(endpoint, ByPort(endpoint), signal, headers: null) : null;

    public void Configure(OtlpExporterOptions exporter)
    {
        exporter.Endpoint = Endpoint;
        exporter.Protocol = Protocol;
        exporter.Headers = Headers;
    }

    // Over HTTP each signal has a path of its own below the common address.
    private static OtlpTarget To(Uri endpoint, OtlpExportProtocol protocol, string signal, string? headers) => new(
        protocol == OtlpExportProtocol.HttpProtobuf ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}") : endpoint, protocol, headers);

    private static OtlpExportProtocol ProtocolOf(string own, IConfiguration configuration, Uri endpoint)
    {
        var key = Text(configuration, own + "PROTOCOL") is null ? Prefix + "PROTOCOL" : own + "PROTOCOL";
        return Text(configuration, key) switch
        {
            null => ByPort(endpoint),
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            var other => throw new ConfigurationException($"{key} is '{other}': give grpc or http/protobuf."),
        };
    }

    private static OtlpExportProtocol ByPort(Uri endpoint) =>
        endpoint.Port == HttpPort ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;

    private static Uri? Address(IConfiguration configuration, string key) => Text(configuration, key) switch
    {
        null => null,
        var value when Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => uri,
        var value => throw new ConfigurationException($"{key} is '{value}': give an address such as http://localhost:4317."),
    };

    private static string? Text(IConfiguration configuration, string key) =>
        configuration[key]?.Trim() is { Length: > 0 } value ? value : null;
}
