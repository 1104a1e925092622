using BenchmarkDotNet.Attributes;

using Confluent.Kafka;

using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Ingestor.DeadLettering;

namespace Orders.Bench.Micro;

/// <summary>The headers of a dead letter: with one fault, and with more than fit.</summary>
[MemoryDiagnoser]
public class HeaderBenchmarks
{
    private const int Many = 1_000;

    private readonly DateTimeOffset _failedAt = DateTimeOffset.UtcNow;
    private readonly ConsumeResult<byte[]?, byte[]?> _record = new()
    {
        Topic = TopicNames.Orders,
        Partition = 3,
        Offset = 123_456,
        Message = new Message<byte[]?, byte[]?> { Headers = [], Timestamp = new Timestamp(1_700_000_000_000, TimestampType.CreateTime) },
    };

    private readonly Rejected _one = new(ErrorReasons.ValidationError, [new Fault("$.payment.amount", FaultCodes.AmountMismatch, "must be goods_total + delivery_cost + custom_fee")]);
    private readonly Rejected _many = new(
        ErrorReasons.ValidationError,
        [.. Enumerable.Range(0, Many).Select(index => new Fault($"$.items[{index}].price", FaultCodes.AmountMismatch, "must be 0 or more"))]);

    [Benchmark(Baseline = true)]
    public object OneFault() => DeadLetterHeaders.Of(_record, _one, "orders-ingestor", _failedAt, []);

    [Benchmark]
    public object AThousandFaults() => DeadLetterHeaders.Of(_record, _many, "orders-ingestor", _failedAt, []);
}
