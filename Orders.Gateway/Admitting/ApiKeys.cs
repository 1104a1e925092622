using System.Security.Cryptography;

namespace Orders.Gateway.Admitting;

/// <summary>All keys that are valid now: several, so that a new one can be handed out before the old one is taken away.</summary>
internal sealed class ApiKeys(IReadOnlyList<ApiKey> keys)
{
    public bool Any => keys.Count > 0;

    public IEnumerable<ApiKey> All => keys;

    /// <summary>
    /// The time it takes tells nothing about any key: each hash is compared to its last byte, and with every key, also after a match.
    /// </summary>
    /// <param name="presented">What a client sent as its key.</param>
    public ApiKey? Find(string presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!ApiKeyText.TryHash(presented, hash))
        {
            return null;
        }

        ApiKey? found = null;
        foreach (var key in keys)
        {
            found = CryptographicOperations.FixedTimeEquals(key.Hash, hash) ? key : found;
        }

        return found;
    }
}
