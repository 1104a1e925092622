using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Orders.ServiceDefaults;

namespace Orders.QueryApi.DeadLetters;

internal static class DeadLetterParts
{
    /// <summary>What a message may have beside its value: key, headers and the framing around them.</summary>
    private const int MessageAllowance = 64 * 1024;

    public static void AddDeadLetters(this WebApplicationBuilder builder)
    {
        builder.AddSettings<DeadLetterOptions>(DeadLetterOptions.Section);
        builder.Services.AddSingleton(MakeAdmin);
        builder.Services.AddSingleton(services => new ReplayProducer(heard => MakeProducer(services, heard), services.GetRequiredService<ILogger<ReplayProducer>>()));
        builder.Services.AddSingleton<DeadLetterTopic>().AddSingleton<DeadLetterConsumers>().AddSingleton<DeadLetterPages>();
        builder.Services.AddSingleton<DeadLetterFinder>().AddSingleton<Replayer>().AddSingleton<Verdicts>();
    }

    public static void MapReplays(this WebApplication app)
    {
        ReplayEndpoint.Map(app);
        BulkReplayEndpoint.Map(app);
        ReplayMetrics.Announce();
    }

    private static IProducer<byte[]?, byte[]?> MakeProducer(IServiceProvider services, Action<Error> heard)
    {
        var config = ClientSettings.Read<ProducerConfig>(services.GetRequiredService<IConfiguration>(), "Producer");
        config.EnableIdempotence = true;
        config.Acks = Acks.All;
        config.CompressionType = CompressionType.Lz4;
        config.LingerMs = 0;

        // Somebody waits for the answer.
        config.MessageTimeoutMs = 4_000;
        config.MessageMaxBytes = services.GetRequiredService<IOptions<DeadLetterOptions>>().Value.MaxMessageBytes + MessageAllowance;
        var log = services.GetRequiredService<ILogger<ReplayProducer>>();
        return new ProducerBuilder<byte[]?, byte[]?>(config)
            .SetLogHandler((_, line) => log.KafkaClient(line.Message))
            .SetErrorHandler((_, error) => heard(error))
            .Build();
    }

    // A client of its own: the producer's may be replaced.
    private static IAdminClient MakeAdmin(IServiceProvider services)
    {
        var config = ClientSettings.Read<AdminClientConfig>(services.GetRequiredService<IConfiguration>(), "Producer");
        var log = services.GetRequiredService<ILogger<DeadLetterTopic>>();
        return new AdminClientBuilder(config)
            .SetLogHandler((_, line) => log.KafkaClient(line.Message))
            .SetErrorHandler((_, error) => log.KafkaClient(error.Reason))
            .Build();
    }
}
