using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Options;
using Orders.ServiceDefaults;

namespace Orders.QueryApi.DeadLetters;

/// <summary>The dead-letter topic, and the topic that its messages go back to, as the brokers know them.</summary>
internal sealed class DeadLetterTopic(IAdminClient admin, IOptions<TopicOptions> topics, IOptions<DeadLetterOptions> options)
{
    public string Name => topics.Value.DeadLetters;

    public string Orders => topics.Value.Orders;

    /// <summary>What each partition keeps at the moment; none when there is no such topic, and so no dead letter.</summary>
    /// <exception cref="KafkaException">The brokers are away, or one of them that leads a partition.</exception>
    public async Task<IReadOnlyList<PartitionRange>> RangesAsync()
    {
        var partitions = await PartitionsAsync(Name);
        if (partitions == 0)
        {
            return [];
        }

        // The lower ends first: what falls off in between makes a range longer than it is, never one that ends before it begins.
        var lows = await OffsetsAsync(partitions, OffsetSpec.Earliest());
        var highs = await OffsetsAsync(partitions, OffsetSpec.Latest());
        return [.. Enumerable.Range(0, partitions).Select(partition => new PartitionRange(partition, lows[partition], highs[partition]))];
    }

    /// <summary>How many partitions the topic of orders has; 0 when it is not there.</summary>
    /// <exception cref="KafkaException">The brokers are away.</exception>
    public Task<int> OrdersPartitionsAsync() => PartitionsAsync(Orders);

    private async Task<int> PartitionsAsync(string topic)
    {
        try
        {
            var answer = await admin.DescribeTopicsAsync(
                TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions { RequestTimeout = options.Value.Timeout });
            return answer.TopicDescriptions[0].Partitions.Count;
        }
        catch (DescribeTopicsException exception) when (exception.Results.TopicDescriptions[0].Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            return 0;
        }
    }

    private async Task<Dictionary<int, long>> OffsetsAsync(int partitions, OffsetSpec which)
    {
        try
        {
            var answer = await admin.ListOffsetsAsync(
                Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffsetSpec
                {
                    TopicPartition = new TopicPartition(Name, partition),
                    OffsetSpec = which,
                }),
                new ListOffsetsOptions { RequestTimeout = options.Value.Timeout });
            var offsets = answer.ResultInfos.ConvertAll(info => info.TopicPartitionOffsetError);
            if (offsets.Exists(offset => offset.Offset.IsSpecial))
            {
                // Of a broker that does not answer, while others do, librdkafka reports no error: its partitions just have no offset.
                throw new KafkaException(ErrorCode.OffsetNotAvailable);
            }

            return offsets.ToDictionary(offset => offset.Partition.Value, offset => offset.Offset.Value);
        }
        catch (ListOffsetsException partial)
        {
            throw new KafkaException(partial.Result.ResultInfos.First(info => info.TopicPartitionOffsetError.Error.IsError).TopicPartitionOffsetError.Error);
        }
    }
}
