namespace Orders.Gateway.Admitting;

/// <summary>Who asks, as far as the gateway can tell.</summary>
/// <param name="IsOperator">May use the operators' routes.</param>
/// <param name="Key">The key that says so; null where everybody is an operator.</param>
/// <param name="SentWrongKey">Sent a key that is none, and is treated as if it had sent nothing.</param>
internal sealed record Caller(bool IsOperator, ApiKey? Key = null, bool SentWrongKey = false)
{
    public static Caller Anybody { get; } = new(IsOperator: false);

    public static Caller WithWrongKey { get; } = new(IsOperator: false, SentWrongKey: true);

    /// <summary>In Development without keys, asked under a name of this machine's own.</summary>
    public static Caller Developer { get; } = new(IsOperator: true);
}
