using Confluent.Kafka;

using Orders.Contracts.Decoding;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Storing;
using Orders.Tests.Integration.Ingestor;

namespace Orders.Tests.Unit.Ingestor;

public sealed class RoundsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_round_has_an_order_once_and_the_rounds_keep_the_order_of_its_changes()
    {
        var rounds = Rounds.Of([Message(0, "b"), Message(1, "a"), Message(2, "b"), Message(3, "b"), Message(4, "c"), Message(5, "a")]);

        Assert.Equal([[1, 0, 4], [5, 2], [3]], rounds.Select(round => round.Messages.Select(message => message.Offset)));
    }

    [Fact]
    public void A_round_is_sorted_as_bytes_so_that_all_writers_lock_rows_in_the_same_order()
    {
        var round = Assert.Single(Rounds.Of([Message(0, "a_"), Message(1, "B"), Message(2, "a-"), Message(3, "Z"), Message(4, "9")]));

        Assert.Equal(["9", "B", "Z", "a-", "a_"], round.Column(row => row.OrderUid));
    }

    [Fact]
    public void Rejected_messages_move_the_progress_but_are_in_no_round()
    {
        var messages = new[] { Message(7, "a"), Rejected(8) };

        Assert.Equal([7], Assert.Single(Rounds.Of(messages)).Messages.Select(message => message.Offset));
        Assert.Equal([9], ProgressMoves.Of(messages).Next);
    }

    [Fact]
    public void Each_partition_moves_from_what_was_applied_to_behind_its_last_message_also_over_gaps()
    {
        var one = new OwnedPartition("topic", 1, 10, 10);
        var four = new OwnedPartition("topic", 4, 20, 20);

        var moves = ProgressMoves.Of([Message(25, "x", four), Message(10, "y", one), Message(90, "z", four)]);

        Assert.Equal("topic", moves.TopicId);
        Assert.Equal([1, 4], moves.Partitions);
        Assert.Equal([10, 20], moves.Expected);
        Assert.Equal([11, 91], moves.Next);
    }

    [Theory]
    [InlineData("22021", true)]
    [InlineData("22P05", true)]
    [InlineData("23514", true)]
    [InlineData("54000", true)]
    [InlineData("08006", false)]
    [InlineData("40P01", false)]
    [InlineData("53100", false)]
    [InlineData("57P01", false)]
    [InlineData("58030", false)]
    [InlineData("42P01", false)]
    [InlineData("25006", false)]
    public void Only_a_row_that_is_at_fault_itself_is_refused_for_good(string sqlState, bool refused) =>
        Assert.Equal(refused, SqlStates.IsDataError(sqlState));

    private static IngestMessage Rejected(long offset) => Message(offset, TestMessage.Malformed("k"), null);

    private static IngestMessage Message(long offset, string uid, OwnedPartition? partition = null) => Message(offset, TestMessage.Order(uid), partition);

    private static IngestMessage Message(long offset, TestMessage content, OwnedPartition? partition)
    {
        var message = new IngestMessage(
            partition ?? new OwnedPartition("topic", 0, 0, 0),
            new ConsumeResult<byte[]?, byte[]?> { Offset = offset, Message = new Message<byte[]?, byte[]?> { Value = content.Value } });
        message.Decode(Now, DecodeLimits.Default);
        return message;
    }
}
