namespace Orders.Bench.Tools;

/// <summary>A program that a measurement needs is missing or failed. The message is for the person at the terminal.</summary>
internal sealed class CommandException(string message) : Exception(message);
