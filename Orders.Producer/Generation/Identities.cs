using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Orders.Producer.Generation;

/// <summary>
/// Names for orders, parcels and items: hashes of a key and a number. The same seed gives the same names;
/// different seeds, and runs without one, share none.
/// </summary>
internal sealed class Identities
{
    private readonly byte[] _key;

    public Identities(int? seed)
    {
        _key = new byte[16];
        if (seed is { } known)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_key, known);
        }
        else
        {
            RandomNumberGenerator.Fill(_key);
        }
    }

    /// <summary>As <c>b563feb7b2b84b6d19c2</c>: 80 bits, so that even billions of orders do not collide.</summary>
    public string OrderUid(long order) => Hex(order, -1);

    public string Rid(long order, int item) => Hex(order, item);

    /// <summary>As <c>WBRU4093817265</c>.</summary>
    public string TrackNumber(string entry, long order)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(order, -2, hash);
        return $"{entry}{BinaryPrimitives.ReadUInt64LittleEndian(hash) % 10_000_000_000:D10}";
    }

    private string Hex(long order, int part)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(order, part, hash);
        return Convert.ToHexStringLower(hash[..10]);
    }

    private void Hash(long order, int part, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[16 + sizeof(long) + sizeof(int)];
        _key.CopyTo(input);
        BinaryPrimitives.WriteInt64LittleEndian(input[16..], order);
        BinaryPrimitives.WriteInt32LittleEndian(input[24..], part);
        SHA256.HashData(input, hash);
    }
}
