using System.Globalization;
using System.Text;

namespace Orders.Chaos.Requests.Knowing;

/// <summary>An order's document, in full and as a stranger may see it.</summary>
internal sealed record OrderText(byte[] Full, byte[] Masked)
{
    /// <param name="revision">Another one is another document.</param>
    /// <param name="goodsTotal">The document is valid with 317 only.</param>
    public static OrderText Of(string uid, Person person, int revision, int goodsTotal = 317) =>
        new(Bytes(uid, person, revision, goodsTotal), Bytes(uid, person.Masked, revision, goodsTotal));

    private static byte[] Bytes(string uid, Person person, int revision, int goodsTotal) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"order_uid":"{{{uid}}}","track_number":"TRACK{{{uid}}}","entry":"WBIL","delivery":{"name":"{{{person.Name}}}","phone":"{{{person.Phone}}}","zip":"{{{person.Zip}}}","city":"Kiryat Mozkin","address":"{{{person.Address}}}","region":"Kraiot","email":"{{{person.Email}}}"},"payment":{"transaction":"{{{uid}}}","request_id":"{{{revision}}}","currency":"USD","provider":"wbpay","amount":1817,"payment_dt":1637907727,"bank":"alpha","delivery_cost":1500,"goods_total":{{{goodsTotal}}},"custom_fee":0},"items":[{"chrt_id":9934930,"track_number":"TRACK{{{uid}}}","price":453,"rid":"ab4219087a764ae0btest","name":"Mascaras","sale":30,"size":"0","total_price":317,"nm_id":2389212,"brand":"Vivienne Sabo","status":{{{revision}}}}],"locale":"en","internal_signature":"","customer_id":"c-{{{uid}}}","delivery_service":"meest","shardkey":"9","sm_id":99,"date_created":"2021-11-26T06:22:19Z","oof_shard":"1"}
        """));
}
