using System.Globalization;
using Confluent.Kafka.Admin;
using Orders.Ingestor.Topics;
using Orders.ServiceDefaults;

namespace Orders.Tests.Unit.Ingestor;

public sealed class TopicSpecificationsTests
{
    private static readonly IReadOnlyList<TopicSpecification> Topics = TopicSpecifications.Of(new TopicOptions(), maxMessageBytes: 1_000_000);

    [Fact]
    public void All_three_topics_have_twelve_partitions_and_the_replication_of_the_cluster() =>
        Assert.Equal(
            [("orders", 12, -1), ("orders_dlq", 12, -1), ("orders_changed", 12, -1)],
            Topics.Select(topic => (topic.Name, topic.NumPartitions, (int)topic.ReplicationFactor)));

    [Fact]
    public void Changes_take_the_largest_order_with_its_headers() =>
        Assert.InRange(long.Parse(Topics[2].Configs["max.message.bytes"], CultureInfo.InvariantCulture), 1_000_000 + 8 * 1024, 2_000_000);

    [Fact]
    public void Dead_letters_take_whatever_a_broker_takes() => Assert.Equal("104857600", Topics[1].Configs["max.message.bytes"]);

    [Fact]
    public void Changes_are_kept_for_an_hour_in_segments_that_are_closed_well_before()
    {
        var configs = Topics[2].Configs;
        Assert.Equal("delete", configs["cleanup.policy"]);
        Assert.Equal("3600000", configs["retention.ms"]);
        Assert.Equal("600000", configs["segment.ms"]);
    }

    [Fact]
    public void Dead_letters_are_kept_for_thirty_days() => Assert.Equal("2592000000", Topics[1].Configs["retention.ms"]);

    [Fact]
    public void Orders_are_kept_as_the_cluster_keeps_them() => Assert.Null(Topics[0].Configs);
}
