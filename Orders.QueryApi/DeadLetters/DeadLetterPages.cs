using Microsoft.Extensions.Options;

namespace Orders.QueryApi.DeadLetters;

/// <param name="Next">Where the list goes on; null at its end.</param>
internal sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, IReadOnlyDictionary<int, long>? Next);

/// <summary>Reads pages of the dead letters, newest first, straight from the topic.</summary>
internal sealed class DeadLetterPages(
    DeadLetterTopic topic, DeadLetterConsumers consumers, IOptions<DeadLetterOptions> options, TimeProvider time)
{
    /// <param name="place">Where to go on; null for the first page.</param>
    /// <param name="reason">Only those with this reason. A page may then have fewer than asked for, even none, and still go on.</param>
    /// <returns>Null when the place is not one of this topic: it was made anew.</returns>
    /// <exception cref="Confluent.Kafka.KafkaException">The brokers are away.</exception>
    /// <exception cref="TimeoutException">The brokers do not answer in time, or too many are reading.</exception>
    public async Task<DeadLetterPage?> ReadAsync(
        IReadOnlyDictionary<int, long>? place, string? reason, int limit, CancellationToken cancellationToken)
    {
        var ranges = await topic.RangesAsync();
        if (place is not null)
        {
            var known = ranges.ToDictionary(range => range.Partition);
            if (place.Any(pair => !known.TryGetValue(pair.Key, out var range) || pair.Value > range.High))
            {
                return null;
            }

            ranges = [.. place.Select(pair => known[pair.Key] with { High = pair.Value })];
        }

        return await consumers.UseAsync(
            consumer => Read(new NewestFirst(ranges, new WindowReader(consumer, topic.Name, options.Value.Timeout, time).Read), reason, limit),
            cancellationToken);
    }

    private DeadLetterPage Read(NewestFirst letters, string? reason, int limit)
    {
        var items = new List<DeadLetter>();
        var start = time.GetTimestamp();
        var bytes = 0L;
        for (var scanned = 0; items.Count < limit && bytes < options.Value.MaxPageBytes; scanned++)
        {
            if (scanned == options.Value.MaxScanned || (scanned > 0 && time.GetElapsedTime(start) > options.Value.Timeout / 2))
            {
                break;
            }

            if (letters.Next(reason is null ? limit - items.Count : int.MaxValue) is not { } letter)
            {
                break;
            }

            if (reason is null || letter.Reason == reason)
            {
                items.Add(letter);
                bytes += letter.Bytes;
            }
        }

        var next = letters.Place;
        return new DeadLetterPage(items, next.Count > 0 ? next : null);
    }
}
