using Confluent.Kafka;

using Orders.Ingestor.Batching;

namespace Orders.Tests.Unit.Ingestor;

public sealed class MessageQueueTests
{
    private static readonly OwnedPartition Partition = new("topic", 0, 0, 0);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ForEver = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_full_batch_leaves_at_once_and_the_rest_waits_for_the_next()
    {
        var queue = new MessageQueue(new BatchLimits(3, 1_000_000, ForEver));
        Fill(queue, 5);

        Assert.Equal([0, 1, 2], Offsets(await queue.TakeAsync(Soon, CancellationToken.None)));
    }

    [Fact]
    public async Task A_batch_that_is_not_full_leaves_when_it_has_lingered()
    {
        var queue = new MessageQueue(new BatchLimits(3, 1_000_000, Soon));
        Fill(queue, 2);

        Assert.Equal([0, 1], Offsets(await queue.TakeAsync(ForEver, CancellationToken.None)));
    }

    [Fact]
    public async Task A_batch_waits_until_it_is_full_or_nothing_more_is_at_hand()
    {
        var queue = new MessageQueue(new BatchLimits(3, 1_000_000, ForEver));
        for (var round = 0; round < 100; round++)
        {
            var first = await TakeWhileAsync(queue, () => Fill(queue, 2), queue.NothingAtHand);
            Assert.Equal([0, 1], Offsets(first));

            var second = await TakeWhileAsync(queue, () => Fill(queue, 2), () => queue.TryAdd(Message(2, 1)));
            Assert.Equal([0, 1, 2], Offsets(second));
        }
    }

    [Fact]
    public async Task What_came_while_a_batch_was_stored_leaves_at_once_if_that_was_all()
    {
        var queue = new MessageQueue(new BatchLimits(3, 1_000_000, ForEver));
        Fill(queue, 2);
        queue.NothingAtHand();

        Assert.Equal([0, 1], Offsets(await queue.TakeAsync(Soon, CancellationToken.None)));
    }

    [Fact]
    public async Task Nothing_to_take_is_an_empty_batch()
    {
        var queue = new MessageQueue(new BatchLimits(3, 1_000_000, Soon));
        Assert.Empty(await queue.TakeAsync(Soon, CancellationToken.None));
    }

    [Fact]
    public void There_is_room_for_two_batches_and_no_more()
    {
        var queue = new MessageQueue(new BatchLimits(3, 1_000_000, Soon));
        Assert.Equal(6, Fill(queue, 10));
    }

    [Fact]
    public async Task Bytes_bound_the_queue_and_the_batch_but_one_message_always_fits()
    {
        var queue = new MessageQueue(new BatchLimits(1_000, 10_000, Soon));
        Assert.True(queue.TryAdd(Message(0, size: 1_000_000)));
        Assert.False(queue.TryAdd(Message(1, size: 10)));

        Assert.Equal([0], Offsets(await queue.TakeAsync(Soon, CancellationToken.None)));
        Assert.Equal(5, Enumerable.Range(0, 10).Count(offset => queue.TryAdd(Message(offset, size: 3_500))));
        Assert.Equal([0, 1], Offsets(await queue.TakeAsync(Soon, CancellationToken.None)));
    }

    [Fact]
    public async Task Every_message_comes_through_once_and_in_order_however_adder_and_taker_meet()
    {
        const int Count = 20_000;
        var queue = new MessageQueue(new BatchLimits(16, 1_000_000, TimeSpan.Zero));
        var adder = Task.Run(() =>
        {
            for (var offset = 0; offset < Count;)
            {
                if (queue.TryAdd(Message(offset, 1)))
                {
                    offset++;
                }
                else
                {
                    queue.WaitForRoom(TimeSpan.FromSeconds(10), CancellationToken.None);
                }
            }
        });

        var taken = new List<long>();
        while (taken.Count < Count)
        {
            taken.AddRange(Offsets(await queue.TakeAsync(TimeSpan.FromSeconds(10), CancellationToken.None)));
        }

        await adder;
        Assert.Equal(Enumerable.Range(0, Count).Select(offset => (long)offset), taken);
    }

    /// <summary>What a taker gets that was there before anything was, and not before the last of these steps.</summary>
    private static async Task<List<IngestMessage>> TakeWhileAsync(MessageQueue queue, Action begin, Action complete)
    {
        var batch = queue.TakeAsync(ForEver, CancellationToken.None);
        begin();
        await Task.WhenAny(batch, Task.Delay(Soon));
        Assert.False(batch.IsCompleted);
        complete();
        return await batch;
    }

    private static int Fill(MessageQueue queue, int messages) => Enumerable.Range(0, messages).TakeWhile(offset => queue.TryAdd(Message(offset, 1))).Count();

    private static IEnumerable<long> Offsets(IEnumerable<IngestMessage> batch) => batch.Select(message => message.Offset);

    private static IngestMessage Message(long offset, int size) => new(Partition, new ConsumeResult<byte[]?, byte[]?>
    {
        Offset = offset,
        Message = new Message<byte[]?, byte[]?> { Value = new byte[size] },
    });
}
