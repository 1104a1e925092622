using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>
/// Sends spans and logs to an OTLP endpoint, when one is configured by the usual OTEL_ variables. Metrics are scraped
/// instead, which is why the exporters are added one by one: UseOtlpExporter would push metrics too.
/// </summary>
internal static class Telemetry
{
    /// <summary>Each assembly of ours names its source after itself.</summary>
    public const string OurSources = "Orders.";

    private const string AnyEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string LogsEndpoint = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";
    private const string ResourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";

    /// <summary>ASP.NET Core leaves method and path off its spans unless this switch is set before the first host is built.</summary>
    public static void EnrichServerSpans() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    public static void AddTelemetry(this WebApplicationBuilder builder, string serviceName)
    {
        var configuration = builder.Configuration;
        var telemetry = new TelemetryBuilder(builder.Services);
        var anyEndpoint = Endpoint(configuration, AnyEndpoint);
        var tracesEndpoint = Endpoint(configuration, TracesEndpoint);
        var logsEndpoint = Endpoint(configuration, LogsEndpoint);
        if ((tracesEndpoint ?? anyEndpoint) is not null)
        {
            telemetry.WithTracing(tracing => tracing
                .ConfigureResource(Describe)
                .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", OurSources + "*")
                .AddOtlpExporter(exporter => Redirect(exporter, tracesEndpoint)));
        }
        else
        {
            builder.Services.AddHostedService<TraceIds>();
        }

        if ((logsEndpoint ?? anyEndpoint) is not null)
        {
            telemetry.WithLogging(logging => logging
                .ConfigureResource(Describe)
                .AddOtlpExporter(exporter => Redirect(exporter, logsEndpoint)));
        }

        // The replica's own id, if whoever started it gave it one.
        void Describe(ResourceBuilder resource) => resource.AddService(
            serviceName,
            autoGenerateServiceInstanceId: configuration[ResourceAttributes]?.Contains("service.instance.id=", StringComparison.Ordinal) is not true);
    }

    /// <summary>Whether spans are exported. A tracer provider listens from when it is first asked for, which is here.</summary>
    public static bool IsTraced(this IApplicationBuilder app) => app.ApplicationServices.GetService<TracerProvider>() is not null;

    /// <summary>The exporters read the endpoint for all signals themselves, but not that of one signal.</summary>
    private static void Redirect(OtlpExporterOptions exporter, Uri? ownEndpoint)
    {
        if (ownEndpoint is not null)
        {
            exporter.Endpoint = ownEndpoint;
        }
    }

    private static Uri? Endpoint(ConfigurationManager configuration, string key) => configuration[key] switch
    {
        null or "" => null,
        var value when Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => uri,
        var value => throw new ConfigurationException($"{key}: '{value}' is not an address such as http://localhost:4317."),
    };

    /// <summary>Lets the core SDK register in the service's own container; the package that usually does is not on every feed.</summary>
    private sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }
}
