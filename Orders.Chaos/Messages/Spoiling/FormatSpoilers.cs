using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Members with a form of their own: good ones that are rare, bad ones that look good.</summary>
internal static class FormatSpoilers
{
    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("order_uid at its limits", 100, draft =>
        {
            var (uid, good) = draft.Random.Next(8) switch
            {
                0 => (draft.Uid.PadRight(64, '_'), true),
                1 => (draft.Uid.PadRight(65, '_'), false),
                2 => ("", false),
                3 => ($"{draft.Uid} ", false),
                4 => ($"{draft.Uid}\u00e9", false),
                5 => ($"{draft.Uid}/..", false),
                6 => ($"\u0410{draft.Uid}", false),
                _ => ($"-_{draft.Uid}", true),
            };
            Put(draft, "order_uid", uid, good ? "stored" : "order_uid invalid_order_uid");
        }),
        new("phone at its limits", 100, draft => Put(draft, "delivery.phone", draft.Random, "invalid_phone",
            ["+1234567", "1234567", "123456789012345", "+123456789012345"],
            ["123456", "+123456", "1234567890123456", "+1234567890123456", "+", "++1234567", "1234567+", "123 4567", "(123)4567890", "١٢٣٤٥٦٧", "１２３４５６７", "1234567\n", "123-45-67"])),
        new("e-mail at its limits", 100, draft => Put(draft, "delivery.email", draft.Random, "invalid_email",
            ["a@b", "a@b.c", $"{new string('a', 64)}@b.c", $"a@{new string('b', 63)}.c", "o'neil+tag/x=y@example.com", "用户@例子.测试", "!#$%&'*+-/=?^_`{|}~@x.y", "1@2", "a@1.2.3.4", "😀@x.y"],
            ["a", "@", "a@", "@b", "a@@b", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@b c", "a@-b", "a@b-", "a@b..c", "a@.b", "a@b.", "a@[1.2.3.4]", "\"a b\"@c",
                "a@b_c", "a\u00a0@b", "a@b\n", "a,b@c", "<a@b>", $"{new string('a', 65)}@b.c", $"a@{new string('b', 64)}.c", "a\u0001@b"])),
        new("locale at its limits", 100, draft => Put(draft, "locale", draft.Random, "invalid_locale",
            ["en", "rus", "PT-br", "zh-Hant-TW", "de-DE-1996", "es-419", "sl-nedis", "en-a-bbb-x-a-ccc", "hy-Latn-IT-arevela", "zh-yue-cmn-nan", "de-1901-1996", "en-x-a"],
            ["", "e", "engl", "english", "en_US", "en-", "-en", "en--US", "en-US-US", "en-a", "en-x", "x-klingon", "i-klingon", "en-abcdefghi", "en-abc-def-ghi-jkl", "en-Latn-Latn", "12", "ру", "en\n", "en-US-Latn", "en-é"])),
        new("currency", 100, draft => Put(draft, "payment.currency", draft.Random, "invalid_currency",
            ["USD", "EUR", "CHW", "XTS", "XXX", "UYW", "VED", "SLE", "XCG", "ZWG", "BGN"],
            ["", "usd", "US", "USDT", "DEM", "HRK", "ZWL", "BTC", "AAA", "US$", "ＵＳＤ", " USD", "ANG"])),
    ];

    private static void Put(Draft draft, string path, Random random, string code, string[] good, string[] bad)
    {
        var isGood = random.Next(2) == 0;
        var text = random.OneOf<string>(isGood ? good : bad);
        // A blank one has a second fault, where the member must not be blank.
        Put(draft, path, text, isGood ? "stored" : $"{path} {code}");
    }

    private static void Put(Draft draft, string path, string text, string expected)
    {
        draft.Order.Set(path, Node.Quote(text));
        draft.Expected = expected;
    }
}
