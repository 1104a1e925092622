using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Where a dead letter is. Without the attribute a structure could be read with members missing.</summary>
[method: JsonConstructor]
internal readonly record struct LetterPlace(int Partition, long Offset);

/// <summary>Finds single dead letters.</summary>
internal sealed class DeadLetterFinder(
    DeadLetterTopic topic, DeadLetterConsumers consumers, IOptions<DeadLetterOptions> options, TimeProvider time)
{
    /// <param name="places">Each once.</param>
    /// <returns>Those that are still there, a few at a time: however many are asked for, few are in memory.</returns>
    /// <exception cref="Confluent.Kafka.KafkaException">The brokers are away.</exception>
    /// <exception cref="TimeoutException">The brokers do not answer in time, or too many are reading.</exception>
    public async IAsyncEnumerable<IReadOnlyList<DeadLetter>> FindAsync(
        IEnumerable<LetterPlace> places, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ranges = (await topic.RangesAsync()).ToDictionary(range => range.Partition);
        var queues = places
            .Where(place => ranges.TryGetValue(place.Partition, out var range) && place.Offset >= range.Low && place.Offset < range.High)
            .GroupBy(place => place.Partition)
            .Select(group => new Queue<LetterPlace>(group.OrderBy(place => place.Offset)))
            .ToList();
        while (queues.RemoveAll(queue => queue.Count == 0) >= 0 && queues.Count > 0)
        {
            // One of each partition at a time: they are read side by side.
            var windows = queues.ConvertAll(queue => queue.Dequeue()).ConvertAll(place => new PartitionWindow(place.Partition, place.Offset, place.Offset + 1));
            yield return await consumers.UseAsync(
                consumer => new WindowReader(consumer, topic.Name, options.Value.Timeout, time).Read(windows), cancellationToken);
        }
    }
}
