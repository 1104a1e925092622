namespace Orders.Contracts;

/// <summary>One thing that is wrong with a message. It never repeats what the message says: it may be personal.</summary>
/// <param name="Path">Where: <c>delivery.phone</c>, <c>items[3].sale</c>, <c>$</c> for the document.</param>
/// <param name="Code">What, for programs: one of <see cref="FaultCodes"/>.</param>
/// <param name="Message">What was expected, for people: English.</param>
public sealed record Fault(string Path, string Code, string Message);
