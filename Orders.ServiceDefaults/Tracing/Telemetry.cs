using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>Sends spans and logs to an OTLP endpoint, when one is configured by the usual OTEL_ variables.</summary>
internal static class Telemetry
{
    /// <summary>Each assembly of ours names its source after itself.</summary>
    public const string OurSources = "Orders.";

    private const string AnyEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string LogsEndpoint = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";

    /// <summary>ASP.NET Core leaves method and path off its spans unless this switch is set before the first host is built.</summary>
    public static void EnrichServerSpans() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    public static void AddTelemetry(this WebApplicationBuilder builder, string serviceName)
    {
        var traces = builder.Configuration.Has(AnyEndpoint) || builder.Configuration.Has(TracesEndpoint);
        var logs = builder.Configuration.Has(AnyEndpoint) || builder.Configuration.Has(LogsEndpoint);
        if (traces || logs)
        {
            var telemetry = new TelemetryBuilder(builder.Services);
            telemetry.UseOtlpExporter();
            builder.Services.ConfigureOpenTelemetryTracerProvider(provider => provider.ConfigureResource(Name));
            builder.Services.ConfigureOpenTelemetryLoggerProvider(provider => provider.ConfigureResource(Name));
            AddSignals(telemetry, traces, logs);
        }

        if (traces)
        {
            builder.Services.AddHostedService<TracingStart>();
        }
        else
        {
            builder.Services.AddHostedService<TraceIds>();
        }

        void Name(ResourceBuilder resource) => resource.AddService(serviceName);
    }

    /// <summary>Whether spans are exported, in a host that is already built.</summary>
    public static bool IsTraced(this IApplicationBuilder app) => app.ApplicationServices.GetService<TracerProvider>() is not null;

    private static void AddSignals(TelemetryBuilder telemetry, bool traces, bool logs)
    {
        if (traces)
        {
            telemetry.WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", OurSources + "*"));
        }

        if (logs)
        {
            telemetry.WithLogging(_ => { }, options => options.IncludeScopes = false);
        }
    }

    private static bool Has(this ConfigurationManager configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);

    /// <summary>Lets the core SDK register in the service's own container; the package that usually does is not on every feed.</summary>
    private sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }
}
