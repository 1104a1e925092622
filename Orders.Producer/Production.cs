using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orders.Producer.Producing;
using Orders.ServiceDefaults;

namespace Orders.Producer;

internal static class Production
{
    /// <param name="result">Told what became of a counted run.</param>
    public static void AddProduction(this WebApplicationBuilder builder, RunResult result)
    {
        builder.AddSettings<ProducerOptions>(ProducerOptions.Section);
        builder.AddSettings<TopicOptions>(TopicOptions.Section);
        builder.AddKafka();
        builder.ListenWhereTold();

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(result);
        services.AddSingleton<Deliveries>();
        services.AddSingleton<OrderTopic>();
        services.AddHealthChecks().AddCheck<ProducerHealth>("producing");
        services.AddHostedService<OrderSender>();
    }

    private static void AddKafka(this WebApplicationBuilder builder)
    {
        builder.RequireConnectionString("kafka");
        builder.AddKafkaProducer<byte[]?, byte[]?>("kafka", settings =>
        {
            // The health check of the real package produces a message on every probe.
            settings.DisableHealthChecks = true;
            settings.DisableMetrics = true;
            settings.DisableTracing = true;
            settings.Config.EnableIdempotence = true;
            settings.Config.Acks = Acks.All;
            // Never give a message up: while the broker is away messages wait, and no more than OrderTopic allows.
            settings.Config.MessageTimeoutMs = 0;
            settings.Config.CompressionType ??= CompressionType.Zstd;
            settings.Config.LingerMs ??= 5;
        });
        builder.Services.AddSingleton(services => new DependentAdminClientBuilder(services.GetRequiredService<IProducer<byte[]?, byte[]?>>().Handle).Build());
    }

    // A run from the command line is often beside the service: without an address of its own it takes any free port.
    private static void ListenWhereTold(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration[$"{ProducerOptions.Section}:{nameof(ProducerOptions.Count)}"] is not null)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }
    }
}
