using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Sending;

/// <summary>A message that the broker has, and where.</summary>
internal sealed record Sent(Specimen Specimen, int Partition, long Offset);
