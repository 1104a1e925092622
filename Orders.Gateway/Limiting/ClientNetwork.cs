using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orders.Gateway.Limiting;

/// <summary>
/// What counts as one client: an IPv4 address, or the /64 of an IPv6 one, because that is the least a provider gives to a customer, who
/// may use any of its addresses.
/// </summary>
internal readonly record struct ClientNetwork(ulong Prefix, bool IsV6)
{
    private const int V6Bytes = 16;

    public static ClientNetwork Of(IPAddress? address)
    {
        // Null on a Unix socket: all who come through it are one.
        if (address is null)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[V6Bytes];
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new ClientNetwork(BinaryPrimitives.ReadUInt64BigEndian(bytes), IsV6: true)
            : new ClientNetwork(BinaryPrimitives.ReadUInt32BigEndian(bytes), IsV6: false);
    }

    /// <summary>For the log: /24 or /48. Enough to see where something comes from, too little to say who it was.</summary>
    public override string ToString() => IsV6
        ? string.Create(CultureInfo.InvariantCulture, $"{Prefix >> 48 & 0xffff:x}:{Prefix >> 32 & 0xffff:x}:{Prefix >> 16 & 0xffff:x}::/48")
        : string.Create(CultureInfo.InvariantCulture, $"{Prefix >> 24 & 0xff}.{Prefix >> 16 & 0xff}.{Prefix >> 8 & 0xff}.0/24");
}
