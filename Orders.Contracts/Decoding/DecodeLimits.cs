namespace Orders.Contracts.Decoding;

public sealed record DecodeLimits
{
    public static DecodeLimits Default { get; } = new();

    /// <summary>A message with more bytes is rejected unread (<see cref="FaultCodes.TooLarge"/>).</summary>
    public int MaxMessageBytes { get; init; } = 1_048_576;
}
