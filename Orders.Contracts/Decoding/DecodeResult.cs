namespace Orders.Contracts.Decoding;

/// <summary>What became of a message: <see cref="Accepted"/> or <see cref="Rejected"/>.</summary>
public abstract record DecodeResult
{
    private protected DecodeResult()
    {
    }
}

/// <param name="Order">The order; every rule holds.</param>
/// <param name="Document">The message without a BOM and the white space around the JSON: a slice of it, not a copy.</param>
/// <param name="DateCreated">The value of <see cref="Order.DateCreated"/>: UTC (offset zero), cut to microseconds.</param>
public sealed record Accepted(Order Order, ReadOnlyMemory<byte> Document, DateTimeOffset DateCreated) : DecodeResult;

/// <param name="Reason"><see cref="ErrorReasons.JsonUnmarshalError"/> or <see cref="ErrorReasons.ValidationError"/>.</param>
/// <param name="Faults">Everything that is wrong, at least one; structure first, then rules.</param>
public sealed record Rejected(string Reason, IReadOnlyList<Fault> Faults) : DecodeResult;
