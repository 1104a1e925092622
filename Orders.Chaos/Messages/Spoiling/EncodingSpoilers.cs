using System.Text;

using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Texts that are not UTF-8, or begin with marks that say how they are encoded.</summary>
internal static class EncodingSpoilers
{
    private const string Marker = "@here@";

    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("invalid UTF-8 in a text", 160, draft =>
        {
            draft.Expected = "$ invalid_utf8";
            PutInto(draft, draft.Random.OneOf(InvalidSequences));
        }),
        new("invalid UTF-8 behind the document", 40, draft =>
        {
            draft.Expected = "$ invalid_utf8";
            draft.Then(bytes => [.. bytes, .. draft.Random.OneOf(InvalidSequences)]);
        }),
        new("rare but valid UTF-8 in a text", 80, draft =>
        {
            draft.Expected = "stored";
            PutInto(draft, Encoding.UTF8.GetBytes(draft.Random.OneOf("\u007f", "\u0080", "\u07ff", "\u0800", "\ufffd", "\uffff", "\ufeff", "\U00010000", "\U0010ffff", "\u2028", "a\u0301")));
        }),
        new("byte order mark", 80, draft =>
        {
            draft.Expected = "stored";
            draft.Then(bytes => [.. "\uFEFF"u8, .. bytes]);
        }),
        new("white space around", 80, draft =>
        {
            draft.Expected = "stored";
            draft.Then(bytes => [.. Encoding.UTF8.GetBytes(draft.Random.OneOf("", "\uFEFF")), .. " \r\n\t "u8, .. bytes, .. "\n\n\t \r"u8]);
        }),
        new("mark in the wrong place", 60, draft =>
        {
            draft.Expected = "$ invalid_json";
            draft.Then(bytes => draft.Random.Next(3) switch
            {
                0 => [.. "\uFEFF\uFEFF"u8, .. bytes],
                1 => [.. " \uFEFF"u8, .. bytes],
                _ => [.. bytes, .. "\uFEFF"u8],
            });
        }),
        new("other white space around", 40, draft =>
        {
            draft.Expected = "$ invalid_json";
            draft.Then(bytes => [.. Encoding.UTF8.GetBytes(draft.Random.OneOf("\u00a0", "\u2003", "\v", "\f", "\u0085", "\0")), .. bytes]);
        }),
        new("another encoding", 80, draft =>
        {
            draft.Expected = "json_unmarshal_error";
            draft.Then(bytes => Recode(bytes, draft.Random.OneOf(Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32), draft.Random.Next(2) == 0));
        }),
        new("nothing but space", 40, draft =>
        {
            draft.Expected = "$ invalid_json";
            draft.Then(_ => draft.Random.OneOf([], " "u8.ToArray(), "\r\n\t"u8.ToArray(), "\uFEFF"u8.ToArray(), "\uFEFF\n"u8.ToArray()));
        }),
    ];

    private static readonly byte[][] InvalidSequences =
    [
        // Alone, and cut short.
        [0x80], [0xBF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
        // Overlong: '/' in two, three and four bytes, U+0000 as Java writes it.
        [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xC0, 0x80],
        // Halves of a surrogate pair, and a whole pair as CESU-8 writes it.
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
        // Beyond U+10FFFF, and bytes that are never there.
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ];

    private static void PutInto(Draft draft, byte[] letters)
    {
        draft.Order.Set(draft.Random.OneOf("delivery.name", "payment.bank", "shardkey", "items[0].brand"), Node.Quote($"x{Marker}x"));
        draft.Then(bytes => bytes.AsSpan().IndexOf("@here@"u8) is >= 0 and var at ? [.. bytes[..at], .. letters, .. bytes[(at + Marker.Length)..]] : bytes);
    }

    private static byte[] Recode(byte[] bytes, Encoding encoding, bool mark) =>
        [.. mark ? encoding.GetPreamble() : [], .. Encoding.Convert(Encoding.UTF8, encoding, bytes)];
}
