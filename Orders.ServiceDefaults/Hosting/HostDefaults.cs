using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Orders.ServiceDefaults.Measuring;
using Prometheus;

namespace Orders.ServiceDefaults.Hosting;

internal static class HostDefaults
{
    /// <summary>Put below all other sources of configuration, so that each can be overridden from anywhere.</summary>
    private static readonly Dictionary<string, string?> Settings = new()
    {
        // Whoever started the service waits 10 s before it kills: docker stop, and our own host.
        ["shutdownTimeoutSeconds"] = "8",
        // A collector that does not answer must not use up that time: the last spans and logs are sent one after the other at the very end.
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "2000",
        // The spans of a batch of orders all end at once: the usual 2,048 places would lose some of them.
        ["OTEL_BSP_MAX_QUEUE_SIZE"] = "16384",
        // A batch links to each of its messages; the usual 128 would cut most of them off.
        ["OTEL_SPAN_LINK_COUNT_LIMIT"] = "10000",
        // A broker that takes a request and never answers it would hold a client up for a minute, and one that comes back would wait up to ten
        // seconds for it.
        ["Aspire:Confluent:Kafka:Consumer:Config:SocketTimeoutMs"] = "10000",
        ["Aspire:Confluent:Kafka:Consumer:Config:ReconnectBackoffMaxMs"] = "1000",
        ["Aspire:Confluent:Kafka:Producer:Config:SocketTimeoutMs"] = "10000",
        ["Aspire:Confluent:Kafka:Producer:Config:ReconnectBackoffMaxMs"] = "1000",
        // What a client has learned of the brokers while one of them was away it would believe for five minutes: requests for the controller wait for
        // one that it has not heard of. What it knows of topics it keeps for as long as ever; librdkafka would make that three times the interval.
        ["Aspire:Confluent:Kafka:Consumer:Config:TopicMetadataRefreshIntervalMs"] = "15000",
        ["Aspire:Confluent:Kafka:Consumer:Config:MetadataMaxAgeMs"] = "900000",
        ["Aspire:Confluent:Kafka:Producer:Config:TopicMetadataRefreshIntervalMs"] = "15000",
        ["Aspire:Confluent:Kafka:Producer:Config:MetadataMaxAgeMs"] = "900000",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // While this category is on, each request gets a span and a log scope, which costs a cached answer a third of its speed.
        // Where spans are exported requests have theirs all the same, and logs their trace ids.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
        ["Logging:LogLevel:Yarp"] = "Warning",
        // Every probe would repeat what /health says; what is wrong is logged once, where it begins.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        // Its errors about the start and about background services come with stack traces; ServiceHost reports them instead.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
    };

    public static void AddHostDefaults(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Settings });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        ListenAddresses.Check(builder.Configuration["urls"]);
        if (builder.Configuration.GetValue("Host:StopOnStdinEnd", defaultValue: false))
        {
            builder.Services.AddHostedService(services =>
                ActivatorUtilities.CreateInstance<StopOnStdinEnd>(services, Console.OpenStandardInput(), (Action)StopOnStdinEnd.KillThisProcess));
        }

        // The metrics of .NET's own meters have names and labels that nobody chose, and listening to them costs on every request.
        Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions
        {
            SuppressMeters = true,
            SuppressEventCounters = true,
            SuppressDebugMetrics = true,
        });
        RuntimeMetrics.Export();
    }
}
