using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Sending;

/// <summary>A message that the broker has, and where.</summary>
/// <param name="Timestamp">As the broker keeps it, in Unix milliseconds.</param>
internal sealed record Sent(Specimen Specimen, int Partition, long Offset, long Timestamp);
