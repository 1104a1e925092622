using System.Text.Json;

using BenchmarkDotNet.Attributes;

using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Contracts.Validation;
using Orders.Producer.Generation;

namespace Orders.Bench.Micro;

/// <summary>What is done with the bytes of one message.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private byte[] _message = [];
    private byte[] _wrongSum = [];
    private Order _order = null!;

    [GlobalSetup]
    public void Make()
    {
        _message = new OrderStream(seed: 11, invalidShare: 0, updateShare: 0, TimeProvider.System).Next().Value;
        _order = JsonSerializer.Deserialize(_message, OrderJsonContext.Default.Order)!;
        _wrongSum = OrderEncoder.Encode(_order with { Payment = _order.Payment with { Amount = _order.Payment.Amount + 1 } });
    }

    [Benchmark(Baseline = true)]
    public object? Deserialize() => JsonSerializer.Deserialize(_message, OrderJsonContext.Default.Order);

    [Benchmark]
    public bool Read() => OrderReader.TryRead(_message, out _);

    [Benchmark]
    public DecodeResult DecodeAndValidate() => OrderDecoder.Decode(_message, _now, DecodeLimits.Default);

    [Benchmark]
    public bool Validate() => OrderRules.AllHold(_order, _now, out _);

    [Benchmark]
    public DecodeResult Reject() => OrderDecoder.Decode(_wrongSum, _now, DecodeLimits.Default);
}
