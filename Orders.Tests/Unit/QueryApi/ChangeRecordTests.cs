using System.Text;
using Confluent.Kafka;
using Orders.QueryApi.Following;

namespace Orders.Tests.Unit.QueryApi;

public sealed class ChangeRecordTests
{
    private static readonly byte[] Document = "{}"u8.ToArray();

    [Fact]
    public void A_key_a_document_and_a_version_are_a_change() =>
        Assert.Equal(
            new ChangeRecord.Change("a1", Document, 7, DateTimeOffset.FromUnixTimeMilliseconds(1500)),
            Read("a1", Document, ("version", "7"), ("appended-at", "1500")));

    [Fact]
    public void The_time_of_the_append_may_be_missing() =>
        Assert.Equal(new ChangeRecord.Change("a1", Document, 7, null), Read("a1", Document, ("version", "7"), ("appended-at", "x")));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("7x")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public void A_change_without_a_true_version_names_the_order_only(string version) =>
        Assert.Equal(new ChangeRecord.Unreadable("a1"), Read("a1", Document, ("version", version)));

    [Fact]
    public void A_change_without_a_document_names_the_order_only() =>
        Assert.Equal(new ChangeRecord.Unreadable("a1"), Read("a1", null, ("version", "1")));

    [Fact]
    public void An_impossible_key_names_nothing() =>
        Assert.Equal(new ChangeRecord.Unreadable(null), Read("a/b", Document, ("version", "1")));

    [Fact]
    public void A_heartbeat_speaks_for_a_partition_at_a_time()
    {
        var heartbeat = Assert.IsType<ChangeRecord.Heartbeat>(
            Read(null, null, ("heartbeat", "3"), ("next-offset", "100"), ("partition-count", "12")));
        Assert.Equal((3, 12, DateTimeOffset.FromUnixTimeMilliseconds(123_000)), (heartbeat.Partition, heartbeat.PartitionCount, heartbeat.MadeAt));
    }

    [Theory]
    [InlineData("3", "0")]
    [InlineData("-1", "12")]
    [InlineData("3", "4000000000")]
    public void A_broken_heartbeat_is_none(string partition, string count) =>
        Assert.Equal(new ChangeRecord.Unreadable(null), Read(null, null, ("heartbeat", partition), ("partition-count", count)));

    [Fact]
    public void A_reset_names_a_partition() => Assert.Equal(new ChangeRecord.Reset(4), Read(null, null, ("reset", "4")));

    [Fact]
    public void A_record_without_anything_is_unreadable() => Assert.Equal(new ChangeRecord.Unreadable(null), Read(null, null));

    private static ChangeRecord Read(string? key, byte[]? value, params (string Name, string Value)[] headers)
    {
        var message = new Message<string?, byte[]?> { Key = key, Value = value, Timestamp = new Timestamp(123_000, TimestampType.CreateTime) };
        if (headers.Length > 0)
        {
            message.Headers = [];
            foreach (var (name, text) in headers)
            {
                message.Headers.Add(name, Encoding.UTF8.GetBytes(text));
            }
        }

        return ChangeRecord.Read(message);
    }
}
