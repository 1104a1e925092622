using System.Globalization;
using Confluent.Kafka.Admin;
using Orders.ServiceDefaults;

namespace Orders.Ingestor.Topics;

/// <summary>What a topic is made like when it is missing. Replication is the cluster's own default.</summary>
internal static class TopicSpecifications
{
    /// <summary>A change has a few small headers beside the document.</summary>
    private const int HeaderAllowance = 64 * 1024;

    /// <summary>
    /// What a broker takes in one request (<c>socket.request.max.bytes</c>). <c>orders</c> may have been given any limit, and what was
    /// compressed well there may be larger here, with headers of ours around it: the dead letters have to take it all.
    /// </summary>
    private const int LargestRequest = 100 * 1024 * 1024;

    /// <summary>Retention deletes whole segments, and by default a segment that is written to all the time is closed after a week.</summary>
    private const int SegmentsPerRetention = 6;

    private const short ClusterDefault = -1;

    public static IReadOnlyList<TopicSpecification> Of(TopicOptions topics, int maxMessageBytes)
    {
        return
        [
            new() { Name = topics.Orders, NumPartitions = topics.OrdersPartitions, ReplicationFactor = ClusterDefault },
            // They wait for a person, who may be on holiday for longer than the week that is Kafka's default.
            new()
            {
                Name = topics.DeadLetters,
                NumPartitions = topics.DeadLettersPartitions,
                ReplicationFactor = ClusterDefault,
                Configs = new()
                {
                    ["max.message.bytes"] = Number(LargestRequest),
                    ["cleanup.policy"] = "delete",
                    ["retention.ms"] = Milliseconds(topics.DeadLettersRetention),
                },
            },
            // Caches follow its end and never go back far, and heartbeats come every second. Compaction would drop changes in between.
            new()
            {
                Name = topics.Changes,
                NumPartitions = topics.ChangesPartitions,
                ReplicationFactor = ClusterDefault,
                Configs = new()
                {
                    ["max.message.bytes"] = Number(maxMessageBytes + HeaderAllowance),
                    ["cleanup.policy"] = "delete",
                    ["retention.ms"] = Milliseconds(topics.ChangesRetention),
                    ["segment.ms"] = Milliseconds(topics.ChangesRetention / SegmentsPerRetention),
                },
            },
        ];
    }

    private static string Milliseconds(TimeSpan span) => Number((long)span.TotalMilliseconds);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
