using Microsoft.Extensions.Options;
using Orders.Contracts.Decoding;

namespace Orders.QueryApi.DeadLetters;

/// <summary>What the ingestor would say of a message now.</summary>
internal sealed class Verdicts(IOptions<DeadLetterOptions> options, TimeProvider time)
{
    private readonly DecodeLimits _limits = new() { MaxMessageBytes = options.Value.MaxMessageBytes };

    public ReplayResult Of(DeadLetter letter, ReadOnlyMemory<byte> message) =>
        OrderDecoder.Decode(message, time.GetUtcNow(), _limits) is Rejected rejected
            ? new ReplayResult(letter.Partition, letter.Offset, ReplayResult.WouldBeRejected, rejected.Reason, rejected.Faults)
            : new ReplayResult(letter.Partition, letter.Offset, ReplayResult.WouldBeAccepted, null, []);
}
