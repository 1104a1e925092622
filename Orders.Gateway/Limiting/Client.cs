namespace Orders.Gateway.Limiting;

/// <summary>What one client has used up.</summary>
internal sealed class Client
{
    public TokenBucket Api { get; } = new();

    public TokenBucket Page { get; } = new();

    public TokenBucket WrongKeys { get; } = new();

    /// <summary>Whether forgetting it would change nothing.</summary>
    public bool IsRested(long now) => Api.IsFull(now) && Page.IsFull(now) && WrongKeys.IsFull(now);
}
