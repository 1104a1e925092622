using Confluent.Kafka;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Reads windows of the topic with a borrowed consumer; blocks.</summary>
internal sealed class WindowReader(IConsumer<byte[]?, byte[]?> consumer, string topic, TimeSpan timeout, TimeProvider time)
{
    /// <param name="windows">At most one for each partition.</param>
    /// <returns>The records in them, those of a partition in its order. What retention or compaction has removed is left out.</returns>
    /// <exception cref="KafkaException">The broker refuses.</exception>
    /// <exception cref="TimeoutException">The broker does not answer in time.</exception>
    public IReadOnlyList<DeadLetter> Read(IReadOnlyList<PartitionWindow> windows)
    {
        var open = windows.ToDictionary(window => window.Partition);
        var records = new List<DeadLetter>();
        var start = time.GetTimestamp();
        consumer.Assign(windows.Select(window => new TopicPartitionOffset(topic, window.Partition, window.From)));
        while (open.Count > 0)
        {
            if (time.GetElapsedTime(start) > timeout)
            {
                throw new TimeoutException($"{topic} could not be read in time.");
            }

            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is not { } consumed || !open.TryGetValue(consumed.Partition.Value, out var window))
            {
                continue;
            }

            var isInside = !consumed.IsPartitionEOF && consumed.Offset.Value < window.To;
            if (isInside)
            {
                records.Add(DeadLetter.Of(consumed));
            }

            if (!isInside || consumed.Offset.Value == window.To - 1)
            {
                open.Remove(window.Partition);
            }
        }

        return records;
    }
}
