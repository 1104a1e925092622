namespace Orders.Ingestor.Batching;

/// <param name="Messages">At most so many in one transaction.</param>
/// <param name="Bytes">At most so many bytes of messages in one transaction; a single larger message is a batch of its own.</param>
/// <param name="Linger">How long a batch that is not full waits for more while more keeps coming.</param>
internal sealed record BatchLimits(int Messages, long Bytes, TimeSpan Linger);
