using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orders.Ingestor.Appending;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Broadcasting;
using Orders.Ingestor.Consuming;
using Orders.Ingestor.DeadLettering;
using Orders.Ingestor.Migrations;
using Orders.Ingestor.Outages;
using Orders.Ingestor.Storing;
using Orders.Ingestor.Topics;
using Orders.Ingestor.Tracing;
using Orders.Ingestor.Writing;
using Orders.ServiceDefaults;

namespace Orders.Ingestor;

internal static class Ingestion
{
    /// <summary>The most that the client allows.</summary>
    private const int LargestMessage = 1_000_000_000;

    /// <summary>One a second.</summary>
    private const int LooksAtAStandstill = 15;

    public static void AddIngestion(this WebApplicationBuilder builder)
    {
        builder.AddSettings<IngestorOptions>(IngestorOptions.Section);
        builder.AddSettings<TopicOptions>(TopicOptions.Section);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        builder.AddDatabase();
        builder.AddKafka();

        services.AddSingleton<IngestorHealth>();
        services.AddHealthChecks().AddCheck<IngestorHealth>("ingestion");
        services.AddSingleton<IngestMetrics>();
        services.AddSingleton<IngestSpans>();
        services.AddSingleton<ConsumerRestart>();
        services.AddSingleton<RenewedTopic>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StandstillWatch>(provider, LooksAtAStandstill));
        services.AddSingleton<IBroadcastOffsets, BroadcastOffsets>();
        services.AddSingleton<IDeadLetterTopic>(provider => ActivatorUtilities.CreateInstance<DeadLetterTopic>(
            provider, provider.GetRequiredService<TopicCatalog>().DeadLetters, provider.Options().Group));
        services.AddSingleton<IChangeTopic, ChangeTopic>();
        services.AddSingleton(WriterPoolOf);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PartitionAssignment>(
            provider, provider.Retry("choosing start offsets"), provider.Options().ReleaseTimeout));
        services.AddSingleton<ConsumeLoop>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<OrderConsumer>(provider, provider.Retry("starting")));
        services.AddHostedService<TopicMonitor>();
    }

    private static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.RequireConnectionString("orders", value => _ = new NpgsqlConnectionStringBuilder(value));
        builder.AddNpgsqlDataSource(
            "orders",
            settings => (settings.DisableHealthChecks, settings.DisableTracing, settings.DisableMetrics) = (true, true, true),
            source =>
            {
                source.Name = "orders";
                source.ConfigureTracing(DatabaseSpans.Configure);
                source.ConnectionStringBuilder.Tune();
            });
        builder.Services.AddSingleton<DatabaseMetrics>();
        builder.Services.AddSingleton<IOrderStore, OrderStore>();
        builder.Services.AddSingleton<Migrator>();
    }

    private static void AddKafka(this WebApplicationBuilder builder)
    {
        builder.RequireConnectionString("kafka");
        builder.AddKafkaConsumer<byte[]?, byte[]?>(
            "kafka",
            settings =>
            {
                (settings.DisableHealthChecks, settings.DisableMetrics, settings.DisableTracing) = (true, true, true);
                settings.Config.GroupId = builder.Configuration["Ingestor:Group"] ?? new IngestorOptions().Group;
                settings.Config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
                settings.Config.EnableAutoOffsetStore = false;
                settings.Config.EnableAutoCommit = true;
                settings.Config.AutoCommitIntervalMs = 100;
                settings.Config.AutoOffsetReset = AutoOffsetReset.Error;
                settings.Config.QueuedMaxMessagesKbytes ??= 32 * 1024;
                settings.Config.FetchQueueBackoffMs ??= 20;
                settings.Config.Debug = RenewedTopic.Contexts(settings.Config.Debug);
            },
            (provider, client) =>
            {
                var assignment = new Lazy<PartitionAssignment>(provider.GetRequiredService<PartitionAssignment>);
                client.SetLogHandler(provider.GetRequiredService<RenewedTopic>().Heard);
                client.SetPartitionsAssignedHandler((consumer, partitions) => assignment.Value.Assigned(consumer, partitions));
                client.SetPartitionsRevokedHandler((consumer, partitions) => assignment.Value.Revoked(consumer, partitions.ConvertAll(partition => partition.Partition.Value)));
                client.SetPartitionsLostHandler((consumer, partitions) => assignment.Value.Lost(consumer, partitions.ConvertAll(partition => partition.Partition.Value)));
            });
        builder.Services.MakeFactoryOf<IConsumer<byte[]?, byte[]?>>();
        builder.Services.AddSingleton<OrderClient>();
        builder.Services.AddSingleton<ProducerEnd>();
        builder.AddKafkaProducer<byte[]?, byte[]?>(
            "kafka",
            settings =>
            {
                (settings.DisableHealthChecks, settings.DisableMetrics, settings.DisableTracing) = (true, true, true);
                settings.Config.EnableIdempotence = true;
                settings.Config.Acks = Acks.All;
                settings.Config.CompressionType = CompressionType.Lz4;
                settings.Config.LingerMs = 1;
                // Partition and offset come in any case, and nobody asks for more.
                settings.Config.DeliveryReportFields = "none";
                // Then /health hears of it, and a stop need not wait longer. The batch is tried again whole, which every reader bears.
                settings.Config.MessageTimeoutMs = 5_000;
                // A dead letter is as large as whoever sent the message made it: brokers count what is compressed, and headers have no limit of
                // their own. The client must not refuse what the broker would take, or the partition would wait for ever.
                settings.Config.MessageMaxBytes = LargestMessage;
            },
            (provider, client) => client.SetErrorHandler((_, error) => provider.GetRequiredService<ProducerEnd>().Heard(error)));
        builder.Services.AddSingleton(provider => new DependentAdminClientBuilder(provider.GetRequiredService<IProducer<byte[]?, byte[]?>>().Handle).Build());
        builder.Services.AddSingleton<KafkaAppender>();
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TopicCatalog>(
            provider, provider.GetRequiredService<IOptions<TopicOptions>>().Value, provider.Options().MaxMessageBytes));
    }

    private static WriterPool WriterPoolOf(IServiceProvider provider)
    {
        var options = provider.Options();
        return new WriterPool([.. Enumerable.Range(1, options.Writers).Select(number =>
        {
            var retry = provider.Retry($"writer {number}");
            var log = provider.GetRequiredService<ILogger<BatchPipeline>>();
            return ActivatorUtilities.CreateInstance<PartitionWriter>(
                provider,
                new MessageQueue(options.BatchLimits),
                ActivatorUtilities.CreateInstance<BatchPipeline>(provider, retry, options.DecodeLimits, log),
                retry,
                options.HeartbeatInterval);
        })]);
    }

    private static OutageRetry Retry(this IServiceProvider provider, string activity) =>
        ActivatorUtilities.CreateInstance<OutageRetry>(provider, activity, provider.GetRequiredService<ILogger<OutageRetry>>());

    private static IngestorOptions Options(this IServiceProvider provider) => provider.GetRequiredService<IOptions<IngestorOptions>>().Value;
}
