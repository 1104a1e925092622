using Confluent.Kafka;
using Orders.ServiceDefaults;

namespace Orders.QueryApi.DeadLetters;

internal static class DeadLetterParts
{
    /// <summary>What a message may have beside its value: key, headers and the framing around them.</summary>
    private const int MessageAllowance = 64 * 1024;

    public static void AddDeadLetters(this WebApplicationBuilder builder)
    {
        builder.AddSettings<DeadLetterOptions>(DeadLetterOptions.Section);
        builder.AddKafkaProducer<byte[]?, byte[]?>("kafka", settings =>
        {
            (settings.DisableHealthChecks, settings.DisableMetrics, settings.DisableTracing) = (true, true, true);
            settings.Config.EnableIdempotence = true;
            settings.Config.Acks = Acks.All;
            settings.Config.CompressionType = CompressionType.Lz4;
            settings.Config.LingerMs = 0;

            // Somebody waits for the answer.
            settings.Config.MessageTimeoutMs = 4_000;
            settings.Config.MessageMaxBytes =
                builder.Configuration.GetValue($"{DeadLetterOptions.Section}:{nameof(DeadLetterOptions.MaxMessageBytes)}", new DeadLetterOptions().MaxMessageBytes) + MessageAllowance;
        });
        builder.Services.AddSingleton(services => new DependentAdminClientBuilder(services.GetRequiredService<IProducer<byte[]?, byte[]?>>().Handle).Build());
        builder.Services.AddSingleton<DeadLetterTopic>().AddSingleton<DeadLetterConsumers>().AddSingleton<DeadLetterPages>();
        builder.Services.AddSingleton<DeadLetterFinder>().AddSingleton<Replayer>().AddSingleton<Verdicts>();
    }

    public static void MapReplays(this WebApplication app)
    {
        ReplayEndpoint.Map(app);
        BulkReplayEndpoint.Map(app);
        ReplayMetrics.Announce();
    }
}
