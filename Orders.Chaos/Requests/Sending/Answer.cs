namespace Orders.Chaos.Requests.Sending;

/// <summary>An answer as it came.</summary>
/// <param name="Body">Without its framing. Of an event stream, what came first.</param>
/// <param name="IsOpen">There is more to come: the connection is of no use for anything else.</param>
internal sealed record Answer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, bool IsOpen)
{
    public string? this[string name] => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public bool ClosesConnection => IsOpen || this["Connection"]?.Contains("close", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>What is not HTTP.</summary>
internal sealed class MalformedAnswerException(string message) : Exception(message)
{
    /// <summary>Whether it was HTTP as far as it went.</summary>
    public bool IsTruncated { get; private init; }

    public static MalformedAnswerException Truncated(string message) => new(message) { IsTruncated = true };
}
