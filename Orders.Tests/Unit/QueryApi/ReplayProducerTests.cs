using System.Reflection;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Orders.QueryApi.DeadLetters;

namespace Orders.Tests.Unit.QueryApi;

public sealed class ReplayProducerTests : IDisposable
{
    private static readonly TopicPartition Target = new("orders", 0);

    private readonly List<Played> _made = [];
    private readonly ReplayProducer _producer;

    public ReplayProducerTests() => _producer = new ReplayProducer(
        heard =>
        {
            var made = DispatchProxy.Create<IProducer<byte[]?, byte[]?>, Played>();
            ((Played)(object)made).Heard = heard;
            _made.Add((Played)(object)made);
            return made;
        },
        NullLogger<ReplayProducer>.Instance);

    public void Dispose() => _producer.Dispose();

    [Fact]
    public async Task One_producer_serves_as_long_as_it_can()
    {
        var first = Send();
        _made[0].Succeed();
        await first;
        var second = Send();
        _made[0].Fail(ErrorCode.Local_MsgTimedOut);
        await Assert.ThrowsAsync<KafkaException>(() => second);
        var third = Send();
        _made[0].Succeed();
        await third;

        Assert.Single(_made);
        Assert.False(_made[0].IsDisposed);
    }

    [Fact]
    public async Task One_that_cannot_go_on_is_replaced_and_the_message_is_sent_by_its_successor()
    {
        var sent = Send();
        _made[0].End();
        _made[1].Succeed();

        await sent;
        Assert.True(_made[0].IsDisposed);
        Assert.False(_made[1].IsDisposed);
    }

    [Fact]
    public async Task It_is_disposed_only_when_nobody_waits_for_its_word()
    {
        var (refused, waiting) = (Send(), Send());
        _made[0].End();
        Assert.False(_made[0].IsDisposed);
        _made[0].Succeed();

        await waiting;
        Assert.True(_made[0].IsDisposed);
        _made[1].Succeed();
        await refused;
        Assert.Equal(2, _made.Count);
    }

    [Fact]
    public async Task All_that_it_refuses_go_to_one_successor()
    {
        Task[] sent = [Send(), Send(), Send()];
        for (var i = 0; i < 3; i++)
        {
            _made[0].End();
        }

        for (var i = 0; i < 3; i++)
        {
            _made[1].Succeed();
        }

        await Task.WhenAll(sent);
        Assert.Equal(2, _made.Count);
    }

    [Fact]
    public async Task A_successor_that_cannot_either_is_the_end_of_this_message_but_not_of_the_next()
    {
        var failed = Send();
        _made[0].End();
        _made[1].End();
        await Assert.ThrowsAsync<KafkaException>(() => failed);
        var next = Send();
        _made[2].Succeed();

        await next;
        Assert.Equal([true, true, false], _made.Select(made => made.IsDisposed));
    }

    [Fact]
    public async Task None_is_made_before_it_is_needed_and_the_last_one_is_disposed()
    {
        Assert.Empty(_made);
        var sent = Send();
        _made[0].Succeed();
        await sent;
        _producer.Dispose();
        Assert.True(_made[0].IsDisposed);
    }

    private Task<DeliveryResult<byte[]?, byte[]?>> Send() => _producer.SendAsync(Target, new Message<byte[]?, byte[]?>());

    /// <summary>A producer whose broker the test plays: it settles what was sent in the order in which it was sent.</summary>
#pragma warning disable CA1852 // The runtime derives the proxy from it.
    internal class Played : DispatchProxy
    {
        private readonly Queue<TaskCompletionSource<DeliveryResult<byte[]?, byte[]?>>> _sent = [];

        public Action<Error> Heard { get; set; } = _ => { };

        public bool IsDisposed { get; private set; }

        public void Succeed() => _sent.Dequeue().SetResult(new DeliveryResult<byte[]?, byte[]?>());

        public void Fail(ErrorCode error) => _sent.Dequeue().SetException(new KafkaException(error));

        /// <summary>As the client does it: the handler hears that the error is fatal, and then the message fails with one that does not say so.</summary>
        public void End()
        {
            Heard(new Error(ErrorCode.OutOfOrderSequenceNumber, "desynchronised", isFatal: true));
            Fail(ErrorCode.OutOfOrderSequenceNumber);
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod?.Name)
            {
                case nameof(IProducer<,>.ProduceAsync):
                    Assert.False(IsDisposed);
                    var sent = new TaskCompletionSource<DeliveryResult<byte[]?, byte[]?>>();
                    _sent.Enqueue(sent);
                    return sent.Task;
                case nameof(IDisposable.Dispose):
                    Assert.Empty(_sent);
                    IsDisposed = true;
                    return null;
                default:
                    throw new NotSupportedException(targetMethod?.Name);
            }
        }
    }
#pragma warning restore CA1852
}
