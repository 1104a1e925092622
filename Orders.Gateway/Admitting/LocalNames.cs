using System.Net;

namespace Orders.Gateway.Admitting;

/// <summary>
/// Host names that nobody on the internet can own: addresses, names without a dot, and the endings that are reserved for machines and
/// networks of one's own (RFC 6761, 6762, 8375 and ICANN's <c>internal</c>). A page on any other name may have made it point here to
/// be taken for this gateway's own.
/// </summary>
internal static class LocalNames
{
    private static readonly string[] Endings = [".localhost", ".local", ".test", ".internal", ".home.arpa"];

    public static bool Contain(HostString host)
    {
        var name = host.Host.TrimEnd('.');
        return !name.Contains('.', StringComparison.Ordinal)
            || IPAddress.TryParse(name, out _)
            || Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
