using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Gateway.Admitting;

/// <summary>What a key and its hash look like: <c>ok_</c> and <c>sha256:</c>, each before 32 bytes as base64url.</summary>
/// <remarks>
/// One round of SHA-256 is enough: a key is 256 random bits, so there is nothing to guess and no dictionary to try, which is what
/// slow hashes are for. They would only let anybody keep the gateway busy with wrong keys.
/// </remarks>
internal static class ApiKeyText
{
    public const string KeyPrefix = "ok_";
    public const string HashPrefix = "sha256:";

    private const int RandomBytes = 32;

    // Longer than any key of ours; whoever sends more sends no key.
    private const int MaxLength = 128;

    public static string NewKey() => KeyPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static string HashOf(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return TryHash(key, hash)
            ? HashPrefix + Base64Url.EncodeToString(hash)
            : throw new ArgumentException("It is too long for a key.", nameof(key));
    }

    /// <param name="hash">32 bytes.</param>
    /// <returns>False when it is too long to be a key.</returns>
    public static bool TryHash(string key, Span<byte> hash)
    {
        if (key.Length > MaxLength)
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[MaxLength * 3];
        var length = Encoding.UTF8.GetBytes(key, utf8);
        SHA256.HashData(utf8[..length], hash);
        return true;
    }

    /// <summary>Whether it was made by <see cref="NewKey"/>, and so is worth a hash.</summary>
    public static bool IsKey(string text) => TryDecode(text, KeyPrefix, RandomBytes, out _);

    public static bool TryReadHash(string text, [NotNullWhen(true)] out byte[]? hash) =>
        TryDecode(text, HashPrefix, SHA256.HashSizeInBytes, out hash);

    private static bool TryDecode(string text, string prefix, int length, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!text.StartsWith(prefix, StringComparison.Ordinal) || !Base64Url.IsValid(text.AsSpan(prefix.Length), out var decoded) || decoded != length)
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(text.AsSpan(prefix.Length));
        return true;
    }
}
