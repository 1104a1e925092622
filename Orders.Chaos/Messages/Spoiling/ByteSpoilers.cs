namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Damage that knows nothing of JSON.</summary>
internal static class ByteSpoilers
{
    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("a bit flipped", 160, draft => draft.Then(bytes => Change(bytes, draft.Random, (span, random) => span[0] ^= (byte)(1 << random.Next(8))))),
        new("a byte changed", 160, draft => draft.Then(bytes => Change(bytes, draft.Random, (span, random) => span[0] = (byte)random.Next(256)))),
        new("a letter changed", 160, draft => draft.Then(bytes => Change(bytes, draft.Random, (span, random) => span[0] = (byte)random.Next(' ', 127)))),
        new("bytes removed", 160, draft => draft.Then(bytes => Replace(bytes, draft.Random, 1 + draft.Random.Next(12), []))),
        new("bytes inserted", 160, draft => draft.Then(bytes => Replace(bytes, draft.Random, 0, Noise(draft.Random, 1 + draft.Random.Next(12))))),
        new("punctuation inserted", 160, draft => draft.Then(bytes => Replace(bytes, draft.Random, 0, draft.Random.OneOf(Pieces)))),
        new("bytes repeated", 120, draft => draft.Then(bytes => Repeat(bytes, draft.Random))),
        new("cut off", 120, draft => draft.Then(bytes => bytes[..draft.Random.Next(bytes.Length)])),
        new("noise", 40, draft => draft.Then(_ => Noise(draft.Random, draft.Random.Next(2_000)))),
        new("two documents", 40, draft =>
        {
            draft.Expected = "$ invalid_json";
            draft.Then(bytes => [.. bytes, .. draft.Random.OneOf(""u8.ToArray(), "\n"u8.ToArray()), .. bytes]);
        }),
    ];

    private static readonly byte[][] Pieces =
    [
        .. new[] { ",", ":", "\"", "{", "}", "[", "]", "\\", "\\u", "0", "-", "e", ".", "//", "/**/", "null", "true,", "\"\":", "\0", "\t", "\n", "\u2028", "\uFEFF", "\u007f", "'" }
            .Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    private delegate void Damage(Span<byte> at, Random random);

    private static byte[] Change(byte[] bytes, Random random, Damage damage)
    {
        for (var times = 1 + random.Next(3); times > 0 && bytes.Length > 0; times--)
        {
            damage(bytes.AsSpan(random.Next(bytes.Length)), random);
        }

        return bytes;
    }

    private static byte[] Replace(byte[] bytes, Random random, int length, byte[] by)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. by, .. bytes[Math.Min(bytes.Length, at + length)..]];
    }

    private static byte[] Repeat(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + 1 + random.Next(80));
        return [.. bytes[..end], .. bytes[at..]];
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
