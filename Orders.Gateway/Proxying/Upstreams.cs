namespace Orders.Gateway.Proxying;

/// <summary>Where the query APIs take the gateway's requests.</summary>
/// <param name="Version">Of HTTP: with 2, many requests share a connection and what is waiting goes in one packet, which costs both sides less.</param>
internal sealed record Upstreams(IReadOnlyList<Uri> Addresses, Version Version);
