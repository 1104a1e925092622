using Confluent.Kafka;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Where a replayed message was appended.</summary>
internal readonly record struct Replayed(int Partition, long Offset, long ReplayCount);

/// <summary>
/// Sends dead letters back to <c>orders</c>. The dead letter itself stays where it is. A message that is sent twice, because the
/// answer to the first time was lost, is applied twice with the effect of once.
/// </summary>
internal sealed class Replayer(ReplayProducer producer, DeadLetterTopic topic, ILogger<Replayer> log)
{
    /// <param name="corrected">What goes back in its place; null for what it was.</param>
    /// <returns>When all in-sync replicas have it.</returns>
    /// <exception cref="KafkaException">It may not be there.</exception>
    public async Task<Replayed> ReplayAsync(DeadLetter letter, byte[]? corrected)
    {
        var partitions = await topic.OrdersPartitionsAsync();
        if (partitions == 0)
        {
            // Producing would create it, with another number of partitions than the ingestor wants.
            throw new KafkaException(ErrorCode.UnknownTopicOrPart);
        }

        var key = (corrected is null ? null : ReplayKey.Of(corrected)) ?? letter.Key;
        var count = letter.ReplayCount == long.MaxValue ? letter.ReplayCount : letter.ReplayCount + 1;
        var span = ReplaySpan.Start(letter, topic.Orders);
        var report = await SendAsync(
            new TopicPartition(topic.Orders, PartitionOf(letter, key, partitions)),
            new Message<byte[]?, byte[]?> { Key = key, Value = corrected ?? letter.Value, Headers = ReplayHeaders.Of(letter, count, span?.Headers) },
            span);
        ReplayMetrics.Replayed();
        log.Replayed(letter.Partition, letter.Offset, report.Partition.Value, report.Offset.Value, count);
        return new Replayed(report.Partition.Value, report.Offset.Value, count);
    }

    private async Task<DeliveryResult<byte[]?, byte[]?>> SendAsync(TopicPartition target, Message<byte[]?, byte[]?> message, SendSpan? span)
    {
        try
        {
            var report = await producer.SendAsync(target, message);
            span?.Acknowledged(report.Partition.Value, report.Offset.Value);
            return report;
        }
        catch (KafkaException failure)
        {
            span?.Failed(failure.Error.Code.ToString());
            throw;
        }
    }

    // Back to where it came from: whatever partitioner its producer uses, the order's other messages are there, and their order counts.
    private Partition PartitionOf(DeadLetter letter, byte[]? key, int partitions) =>
        letter.Origin is { } origin && origin.Topic == topic.Orders && origin.Partition < partitions
            && (key is null ? letter.Key is null : letter.Key is not null && key.AsSpan().SequenceEqual(letter.Key))
            ? new Partition(origin.Partition)
            : Partition.Any;
}
