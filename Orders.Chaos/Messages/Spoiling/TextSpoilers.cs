using System.Globalization;

using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>What a text may hold and how long it may be.</summary>
internal static class TextSpoilers
{
    private static readonly string[] ShortTexts = ["track_number", "entry", "customer_id", "delivery_service"];
    private static readonly string[] DeliveryTexts = ["name", "zip", "city", "address", "region"];
    private static readonly string[] FreeTexts = ["internal_signature", "shardkey", "oof_shard", "payment.request_id", "items[0].size"];
    private static readonly string[] Needed =
    [
        .. ShortTexts, .. DeliveryTexts.Select(name => $"delivery.{name}"), "payment.transaction", "payment.provider", "payment.bank",
        "items[0].rid", "items[0].name", "items[0].brand", "items[0].track_number",
    ];

    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("blank text", 120, draft =>
        {
            var path = draft.Random.OneOf(Needed);
            draft.Order.Set(path, Node.Quote(draft.Random.OneOf("", " ", "\t\n", "\u00a0", "\u2003\u3000", "\u0085", "\u2028")));
            draft.Expected = $"{path} blank";
        }),
        new("looks blank but is not", 40, draft => Put(draft, draft.Random.OneOf(Needed), draft.Random.OneOf("\u200b", "\u2060", "\u180e", "\ufeff", "\u00ad", "\u001f"), "stored")),
        new("short text at its limit", 100, draft => AtLimit(draft, draft.Random.OneOf(ShortTexts), 64)),
        new("delivery text at its limit", 100, draft => AtLimit(draft, $"delivery.{draft.Random.OneOf(DeliveryTexts)}", 200)),
        new("long text without a limit", 60, draft => Put(draft, draft.Random.OneOf(FreeTexts), new string('x', 1 + draft.Random.Next(5_000)), "stored")),
        new("escaped U+0000", 100, draft =>
        {
            var place = draft.AnyPlace(place => IsText(place) && place.Name is not ("order_uid" or "phone" or "email" or "locale" or "currency" or "date_created"));
            place.Value = new Leaf(draft.Random.OneOf("\"a\\u0000b\"", "\"\\u0000\""));
            draft.Expected = place.Path is "track_number" or "customer_id" or "delivery_service" ? "db_save_error" : "stored";
        }),
        new("half of a surrogate pair", 100, draft =>
        {
            var place = draft.AnyPlace(IsText);
            place.Value = new Leaf($"\"x{draft.Random.OneOf("\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00", "\\uD83Dx", "\\ud83d\\u0041")}\"");
            draft.Expected = $"{place.Path} invalid_text";
        }),
        new("escaped pair", 60, draft =>
        {
            var path = draft.Random.OneOf(Needed);
            draft.Order.Set(path, "\"\\ud83d\\ude00\\u0041\\/\\b\\f\\n\\r\\t\\\"\\\\\"");
            draft.Expected = "stored";
        }),
        new("letters written as escapes", 80, draft =>
        {
            var path = draft.Random.OneOf("order_uid", "entry", "payment.currency", "delivery.city", "locale", "items[0].rid");
            var text = draft.Order.At(path).ToString()[1..^1];
            draft.Order.Set(path, $"\"{string.Concat(text.Select(letter => draft.Random.Next(2) == 0 && letter != '\\' ? Node.Escape(letter) : letter.ToString()))}\"");
            draft.Expected = text.Contains('\\', StringComparison.Ordinal) ? null : "stored";
        }),
        new("raw control character", 80, draft =>
        {
            draft.Order.Set(draft.Random.OneOf(Needed), $"\"a{(char)draft.Random.Next(32)}b\"");
            draft.Expected = "$ invalid_json";
        }),
        new("bad escape", 80, draft =>
        {
            draft.Order.Set(draft.Random.OneOf(Needed), draft.Random.OneOf("\"\\x41\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\\"", "\"\\'\"", "\"\\0\"", "\"\\U0041\"", "'single'", "bare", "\"open"));
            draft.Expected = "$ invalid_json";
        }),
    ];

    private static bool IsText(Place place) => place.Value is Leaf leaf && leaf.ToString().StartsWith('"');

    private static void Put(Draft draft, string path, string text, string expected)
    {
        draft.Order.Set(path, Node.Quote(text));
        draft.Expected = expected;
    }

    /// <summary>Characters are code points: a letter of one, two, three or four bytes each counts once.</summary>
    private static void AtLimit(Draft draft, string path, int limit)
    {
        var count = limit + draft.Random.Next(-1, 2);
        var letter = draft.Random.OneOf("x", "я", "本", "😀", "\u0301");
        Put(draft, path, string.Concat(Enumerable.Repeat(letter, count)), count > limit ? string.Create(CultureInfo.InvariantCulture, $"{path} too_long") : "stored");
    }
}
