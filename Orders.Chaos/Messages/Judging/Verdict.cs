namespace Orders.Chaos.Messages.Judging;

/// <summary>What has to become of a message.</summary>
internal abstract record Verdict;

/// <param name="OrderUid">Of the order in it.</param>
/// <param name="Document">What the table has to hold: the message without a BOM and the white space around the document.</param>
internal sealed record Stored(string OrderUid, ReadOnlyMemory<byte> Document) : Verdict;

/// <param name="Reason">The value of the header <c>X-Error-Reason</c>.</param>
/// <param name="Faults">Every fault as <c>path code</c>.</param>
internal sealed record DeadLettered(string Reason, IReadOnlySet<string> Faults) : Verdict;
