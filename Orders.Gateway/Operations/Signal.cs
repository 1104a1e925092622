namespace Orders.Gateway.Operations;

/// <summary>One line of a chart.</summary>
/// <param name="Unit">UCUM: <c>1/s</c>, <c>s</c>, <c>By</c>; <c>1</c> for a number or a share.</param>
/// <param name="Read">Its value from two rounds of scrapes; NaN when they say nothing about it.</param>
internal sealed record Signal(string Name, string Unit, Func<Round, double> Read, string? Label = null, string? LabelValue = null);
