using Confluent.Kafka;
using Orders.Ingestor.Appending;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Tracing;

namespace Orders.Ingestor.DeadLettering;

/// <summary>Where the messages go that cannot be accepted.</summary>
internal interface IDeadLetterTopic
{
    /// <summary>
    /// Appends rejected messages and marks each as <see cref="IngestMessage.DeadLettered"/> once all in-sync replicas have it.
    /// </summary>
    /// <exception cref="KafkaException">At least one is not there yet; it must not be passed over.</exception>
    Task AppendAsync(IReadOnlyList<IngestMessage> rejected);
}

internal sealed class DeadLetterTopic(KafkaAppender appender, string topic, string consumerGroup, TimeProvider time) : IDeadLetterTopic
{
    private readonly OnwardSpans _spans = new(topic);

    public Task AppendAsync(IReadOnlyList<IngestMessage> rejected)
    {
        var failedAt = time.GetUtcNow();
        return appender.AppendAsync([.. rejected.Select(message => Record(message, failedAt))], index => rejected[index].DeadLettered = true);
    }

    private PendingRecord Record(IngestMessage message, DateTimeOffset failedAt)
    {
        var span = _spans.Start(message);
        var record = new Message<byte[]?, byte[]?>
        {
            Key = message.Record.Message.Key,
            Value = message.Record.Message.Value,
            Headers = DeadLetterHeaders.Of(message.Record, message.Rejected!, consumerGroup, failedAt, OnwardSpans.Headers(message, span)),
        };
        return new PendingRecord(new TopicPartition(topic, Partition.Any), record, span);
    }
}
