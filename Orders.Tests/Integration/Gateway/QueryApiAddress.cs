namespace Orders.Tests.Integration.Gateway;

/// <summary>Where a gateway is told to find a query API.</summary>
/// <param name="Http2">Null where it is told of HTTP/1.1 only.</param>
internal sealed record QueryApiAddress(string Http, string? Http2)
{
    public static implicit operator QueryApiAddress(string http) => new(http, null);

    public static implicit operator QueryApiAddress(Backend backend) => new(backend.Address, backend.Http2Address);
}
