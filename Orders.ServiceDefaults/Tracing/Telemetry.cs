using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>
/// Sends spans and logs to an OTLP endpoint, when one is configured by the usual OTEL_ variables. Metrics are scraped
/// instead, which is why the exporters are added one by one: UseOtlpExporter would push metrics too.
/// </summary>
internal static class Telemetry
{
    /// <summary>Each assembly of ours names its source after itself.</summary>
    private const string OurSources = "Orders.*";

    /// <summary>A second address for spans, where the OTEL_ variables name a dashboard that keeps them for a while only.</summary>
    private const string TracesAlsoTo = "Telemetry:TracesAlsoTo";

    /// <summary>ASP.NET Core leaves method and path off its spans unless this switch is set before the first host is built.</summary>
    public static void EnrichServerSpans() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    public static void AddTelemetry(this WebApplicationBuilder builder, string serviceName)
    {
        var configuration = builder.Configuration;
        var telemetry = new TelemetryBuilder(builder.Services);
        SamplerSettings.Check(configuration);
        OtlpTarget?[] traces = [OtlpTarget.Of("traces", configuration), OtlpTarget.Beside(TracesAlsoTo, "traces", configuration)];
        if (traces.OfType<OtlpTarget>().Distinct().ToList() is { Count: > 0 } targets)
        {
            telemetry.WithTracing(tracing => tracing
                .ConfigureResource(resource => resource.AddThisService(serviceName, configuration))
                .AddSource(OurSources, "Microsoft.AspNetCore", ClientSpans.Http, ClientSpans.Npgsql)
                .AddInstrumentation(() => new ExceptionMessages())
                .AddProcessor(new ClientSpans())
                .AddExporters(targets));
        }

        if (OtlpTarget.Of("logs", configuration) is { } logs)
        {
            telemetry.WithLogging(
                logging => logging
                    .ConfigureResource(resource => resource.AddThisService(serviceName, configuration))
                    .AddOtlpExporter(logs.Configure),
                options => options.IncludeFormattedMessage = true);
        }
    }

    /// <summary>Whether spans are exported. A tracer provider listens from when it is first asked for, which is here.</summary>
    public static bool IsTraced(this IApplicationBuilder app) => app.ApplicationServices.GetService<TracerProvider>() is not null;

    private static void AddExporters(this TracerProviderBuilder tracing, List<OtlpTarget> targets)
    {
        foreach (var (number, target) in targets.Index())
        {
            // With names of their own, because the options of exporters with the same name are one.
            tracing.AddOtlpExporter($"traces-{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}", target.Configure);
        }
    }

    /// <summary>Lets the core SDK register in the service's own container; the package that usually does is not on every feed.</summary>
    private sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }
}
