using Orders.Gateway.Limiting;

namespace Orders.Gateway.Admitting;

/// <summary>A key that opens the operators' routes, known by its hash alone.</summary>
/// <param name="name">For the log, so that one can see which key was used. It is no secret.</param>
internal sealed class ApiKey(string name, byte[] hash)
{
    public string Name => name;

    public ReadOnlySpan<byte> Hash => hash;

    public TokenBucket Requests { get; } = new();
}
