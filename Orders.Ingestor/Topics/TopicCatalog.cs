using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Orders.ServiceDefaults;

namespace Orders.Ingestor.Topics;

/// <summary>The topics as the brokers know them: made when missing, their partitions counted, their ids read.</summary>
internal sealed class TopicCatalog(IAdminClient admin, TopicOptions names, int maxMessageBytes, ILogger<TopicCatalog> log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private bool _warnedAboutNames;

    public string Orders => names.Orders;

    public string Changes => names.Changes;

    public string DeadLetters => names.DeadLetters;

    /// <summary>How many partitions <c>orders</c> has, as last seen.</summary>
    public int OrdersPartitions { get; private set; } = 1;

    /// <summary>How many partitions <c>orders_changed</c> has, as last seen.</summary>
    public int ChangesPartitions { get; private set; } = 1;

    /// <summary>Makes what is missing. Safe to run in several instances at once.</summary>
    /// <exception cref="KafkaException">The brokers are away or refuse.</exception>
    public async Task EnsureAsync()
    {
        var unknown = (await DescribeAsync(Orders, DeadLetters, Changes))
            .Where(topic => topic.Error.Code == ErrorCode.UnknownTopicOrPart).Select(topic => topic.Name).ToHashSet();
        var missing = TopicSpecifications.Of(names, maxMessageBytes).Where(topic => unknown.Contains(topic.Name)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        try
        {
            await admin.CreateTopicsAsync(missing, new CreateTopicsOptions { RequestTimeout = Timeout, OperationTimeout = Timeout });
            missing.ForEach(topic => log.TopicCreated(topic.Name, topic.NumPartitions));
        }
        catch (CreateTopicsException race) when (race.Results.TrueForAll(topic => topic.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            // Another instance was faster.
        }
    }

    /// <summary>
    /// The id of <c>orders</c>, another one after the topic was deleted and made anew; also refreshes the partition counts.
    /// Brokers before 2.8 have no ids: then the name must do, and a topic made anew is only noticed by its shorter length.
    /// </summary>
    /// <exception cref="KafkaException">The brokers are away, or a topic is not there.</exception>
    public async Task<string> ReadOrdersIdAsync()
    {
        var topics = await DescribeAsync(Orders, Changes);
        if (topics.FirstOrDefault(topic => topic.Error.IsError) is { } failed)
        {
            throw new KafkaException(failed.Error);
        }

        var orders = topics.Single(topic => topic.Name == Orders);
        OrdersPartitions = orders.Partitions.Count;
        ChangesPartitions = topics.Single(topic => topic.Name == Changes).Partitions.Count;
        if (orders.TopicId is { } id && (id.MostSignificantBits != 0 || id.LeastSignificantBits != 0))
        {
            return id.ToString();
        }

        if (!_warnedAboutNames)
        {
            _warnedAboutNames = true;
            log.NoTopicIds(Orders);
        }

        return $"name:{Orders}";
    }

    /// <summary>The first offset of each of these partitions of <c>orders</c> that the brokers still keep.</summary>
    /// <exception cref="KafkaException">A broker that leads one of them is away.</exception>
    public Task<IReadOnlyDictionary<int, long>> FirstOffsetsAsync(IEnumerable<int> partitions) => OffsetsAsync(partitions, OffsetSpec.Earliest());

    /// <summary>The offset that each of these partitions of <c>orders</c> will give next.</summary>
    /// <exception cref="KafkaException">A broker that leads one of them is away.</exception>
    public Task<IReadOnlyDictionary<int, long>> EndOffsetsAsync(IEnumerable<int> partitions) => OffsetsAsync(partitions, OffsetSpec.Latest());

    private async Task<IReadOnlyDictionary<int, long>> OffsetsAsync(IEnumerable<int> partitions, OffsetSpec which)
    {
        var wanted = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition(Orders, partition), OffsetSpec = which }).ToList();
        if (wanted.Count == 0)
        {
            return new Dictionary<int, long>();
        }

        try
        {
            var answer = await admin.ListOffsetsAsync(wanted, new ListOffsetsOptions { RequestTimeout = Timeout });
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

    private async Task<List<TopicDescription>> DescribeAsync(params string[] topics)
    {
        try
        {
            var answer = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), new DescribeTopicsOptions { RequestTimeout = Timeout });
            return answer.TopicDescriptions;
        }
        catch (DescribeTopicsException partial)
        {
            return partial.Results.TopicDescriptions;
        }
    }
}
