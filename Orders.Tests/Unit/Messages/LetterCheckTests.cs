using System.Text;

using Confluent.Kafka;

using Orders.Chaos.Messages.Accounting;
using Orders.Chaos.Messages.Judging;
using Orders.Chaos.Messages.Making;
using Orders.Chaos.Messages.Sending;
using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Ingestor.DeadLettering;

namespace Orders.Tests.Unit.Messages;

/// <summary>The harness would notice every way in which a dead letter can be untrue.</summary>
public sealed class LetterCheckTests
{
    private static readonly DeadLettered Verdict = new(ErrorReasons.ValidationError, new HashSet<string> { "sm_id negative", "items no_items" });

    [Fact]
    public void A_true_letter_passes() => Assert.Empty(LetterCheck.Faults(Sent(), Verdict, Letter()));

    [Fact]
    public void So_does_one_whose_list_of_faults_is_full() =>
        Assert.Empty(LetterCheck.Faults(Sent(), Verdict, Letter("sm_id negative", $"$ {FaultCodes.MoreFaults}")));

    [Theory]
    [InlineData("sm_id negative")]
    [InlineData("sm_id negative", "items no_items", "entry blank")]
    [InlineData("sm_id negative", "items too_many_items")]
    [InlineData("entry blank", "$ more_faults")]
    [InlineData("$ more_faults")]
    public void Faults_that_are_missing_or_made_up_are_noticed(params string[] told) =>
        Assert.Contains("it tells of", Assert.Single(LetterCheck.Faults(Sent(), Verdict, Letter(told))), StringComparison.Ordinal);

    [Theory]
    [InlineData(HeaderNames.OriginalTopic)]
    [InlineData(HeaderNames.OriginalPartition)]
    [InlineData(HeaderNames.OriginalOffset)]
    [InlineData(HeaderNames.OriginalTimestamp)]
    [InlineData(HeaderNames.ConsumerGroup)]
    [InlineData(HeaderNames.FailedAt)]
    [InlineData(HeaderNames.ReplayCount)]
    [InlineData(HeaderNames.ErrorReason)]
    public void A_header_of_ours_that_is_wrong_missing_or_piled_up_is_noticed(string name)
    {
        Assert.Single(LetterCheck.Faults(Sent(), Verdict, Changed(letter => Replace(letter.Headers, name, "99"))));
        Assert.Contains($"{name} is not there exactly once", LetterCheck.Faults(Sent(), Verdict, Changed(letter => letter.Headers.Remove(name))));
        Assert.Contains($"{name} is not there exactly once", LetterCheck.Faults(Sent(), Verdict, Changed(letter => letter.Headers.Add(name, letter.Headers.GetLastBytes(name)))));
    }

    [Fact]
    public void A_value_a_key_or_a_header_of_the_message_that_changed_is_noticed()
    {
        Assert.Contains("value", Assert.Single(LetterCheck.Faults(Sent(), Verdict, Changed(letter => letter.Value = "{ }"u8.ToArray()))), StringComparison.Ordinal);
        Assert.Contains("value", Assert.Single(LetterCheck.Faults(Sent(), Verdict, Changed(letter => letter.Value = null))), StringComparison.Ordinal);
        Assert.Contains("key", Assert.Single(LetterCheck.Faults(Sent(), Verdict, Changed(letter => letter.Key = null))), StringComparison.Ordinal);
        Assert.Contains("own headers", Assert.Single(LetterCheck.Faults(Sent(), Verdict, Changed(letter => letter.Headers.Remove("own")))), StringComparison.Ordinal);
        Assert.Contains("own headers", Assert.Single(LetterCheck.Faults(Sent(), Verdict, Changed(letter => letter.Headers.Add("own", [])))), StringComparison.Ordinal);
    }

    private static Sent Sent() => new(
        new Specimen(7, "kind", "uid", [], "{}"u8.ToArray(), new Headers { { "own", [1] }, { HeaderNames.ReplayCount, "3"u8.ToArray() } }, new Timestamp(1234, TimestampType.CreateTime), 1, Verdict),
        Partition: 2,
        Offset: 5);

    private static Message<byte[]?, byte[]?> Letter() => Letter("sm_id negative", "items no_items");

    private static Message<byte[]?, byte[]?> Letter(params string[] faults)
    {
        var sent = Sent();
        var record = new ConsumeResult<byte[]?, byte[]?>
        {
            TopicPartitionOffset = new TopicPartitionOffset(TopicNames.Orders, sent.Partition, sent.Offset),
            Message = new Message<byte[]?, byte[]?> { Key = sent.Specimen.Key, Value = sent.Specimen.Value, Headers = sent.Specimen.Headers, Timestamp = sent.Specimen.Timestamp },
        };
        var rejected = new Rejected(Verdict.Reason, [.. faults.Select(fault => fault.Split(' ')).Select(fault => new Fault(fault[0], fault[1], ""))]);
        return new Message<byte[]?, byte[]?>
        {
            Key = record.Message.Key,
            Value = record.Message.Value,
            Headers = DeadLetterHeaders.Of(record, rejected, "orders-ingestor", DateTimeOffset.UnixEpoch, [(HeaderNames.TraceParent, "00-1"u8.ToArray())]),
        };
    }

    private static Message<byte[]?, byte[]?> Changed(Action<Message<byte[]?, byte[]?>> change)
    {
        var letter = Letter();
        change(letter);
        return letter;
    }

    private static void Replace(Headers headers, string name, string value)
    {
        headers.Remove(name);
        headers.Add(name, Encoding.UTF8.GetBytes(value));
    }
}
