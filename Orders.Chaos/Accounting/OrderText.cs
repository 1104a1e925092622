using System.Globalization;
using System.Text;

using Orders.Contracts;

namespace Orders.Chaos.Accounting;

/// <summary>Messages for the topic of orders, and what must become of them, which the key says.</summary>
internal static class OrderText
{
    private const string BadPrefix = "bad-";

    private static readonly (string Name, string Reason, Func<string, long, byte[]> Make)[] BadKinds =
    [
        ("truncated", ErrorReasons.JsonUnmarshalError, static (uid, revision) => Valid(uid, revision)[..^1]),
        ("latin1", ErrorReasons.JsonUnmarshalError, static (uid, revision) => Encoding.Latin1.GetBytes(Text(uid, revision, track: "WBIL\u00e9"))),
        ("sum", ErrorReasons.ValidationError, static (uid, revision) => Encoding.UTF8.GetBytes(Text(uid, revision, amount: 1))),
        ("blank", ErrorReasons.ValidationError, static (uid, revision) => Encoding.UTF8.GetBytes(Text(uid, revision, track: " "))),
        // Valid in every respect, but PostgreSQL cannot store U+0000.
        ("nul", ErrorReasons.DbSaveError, static (uid, revision) => Encoding.UTF8.GetBytes(Text(uid, revision, track: @"WB\u0000IL"))),
    ];

    /// <summary>An order of about 900 bytes; another revision is another document.</summary>
    public static byte[] Valid(string uid, long revision) => Encoding.UTF8.GetBytes(Text(uid, revision));

    /// <summary>A message that must end among the dead letters; its key is unique if the number is.</summary>
    public static (string Key, byte[] Value) Bad(long number)
    {
        var (name, _, make) = BadKinds[number % BadKinds.Length];
        var key = string.Create(CultureInfo.InvariantCulture, $"{BadPrefix}{name}-{number}");
        return (key, make(key, number));
    }

    /// <summary>The <c>X-Error-Reason</c> that a message with this key must be rejected for; null: it must be stored.</summary>
    public static string? ReasonFor(string key) =>
        !key.StartsWith(BadPrefix, StringComparison.Ordinal) ? null
        : BadKinds.Single(kind => key.StartsWith($"{BadPrefix}{kind.Name}-", StringComparison.Ordinal)).Reason;

    private static string Text(string uid, long revision, string track = "WBILMTESTTRACK", int amount = 1817) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"order_uid":"{{{uid}}}","track_number":"{{{track}}}","entry":"WBIL","delivery":{"name":"Chaos Tester","phone":"+9720000001","zip":"2639809","city":"Kiryat Mozkin","address":"Ploshad Mira 15","region":"Kraiot","email":"chaos@example.com"},"payment":{"transaction":"{{{uid}}}","request_id":"revision {{{revision}}}","currency":"USD","provider":"wbpay","amount":{{{amount}}},"payment_dt":1637907727,"bank":"alpha","delivery_cost":1500,"goods_total":317,"custom_fee":0},"items":[{"chrt_id":9934930,"track_number":"WBILMTESTTRACK","price":453,"rid":"ab4219087a764ae0btest","name":"Mascaras","sale":30,"size":"0","total_price":317,"nm_id":2389212,"brand":"Vivienne Sabo","status":{{{revision % 1000}}}}],"locale":"en","internal_signature":"","customer_id":"chaos","delivery_service":"meest","shardkey":"9","sm_id":99,"date_created":"2021-11-26T06:22:19Z","oof_shard":"1"}
        """);
}
