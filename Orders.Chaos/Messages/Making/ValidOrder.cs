using System.Globalization;

namespace Orders.Chaos.Messages.Making;

/// <summary>Orders that satisfy every rule, of people and things that do not exist.</summary>
internal static class ValidOrder
{
    private static readonly string[] Names = ["Test Testov", "Иван Петров", "山田 太郎", "Zoë O'Neill-Großmann", "محمد علي", "José 👩‍👩‍👧 Ñandú"];
    private static readonly string[] Cities = ["Kiryat Mozkin", "Санкт-Петербург", "京都市", "São Paulo", "Łódź"];
    private static readonly string[] Mails = ["test@gmail.com", "a.b+c@sub.example.org", "почта@пример.рф", "x_y@xn--e1afmkfd.example"];
    private static readonly string[] Phones = ["+9720000000", "79001234567", "+123456789012345", "1234567"];
    private static readonly string[] Locales = ["en", "pt-BR", "zh-Hant-TW", "sl-rozaj-biske", "de-CH-1901", "en-u-ca-buddhist-x-a"];
    private static readonly string[] Currencies = ["USD", "EUR", "JPY", "RUB", "XAU", "ZWG"];
    private static readonly string[] Dates = ["2021-11-26T06:22:19Z", "2024-02-29T23:59:59.123456789+14:00", "2016-12-31T23:59:60Z", "1999-01-01t00:00:00z", "2020-06-30T12:00:00-00:00"];
    private static readonly string[] Things = ["Mascaras", "Кружка 0,5 л", "抹茶", "\"Quoted\" \\ slashed /", "tab\tand\nline"];

    public static Members Of(string uid, Random random)
    {
        var items = Enumerable.Range(0, 1 + (random.Next(5) * random.Next(2))).Select(number => Item(uid, number, random.Next(100_000), random)).ToList();
        var order = new Members(
            ("order_uid", Node.Text(uid)),
            ("track_number", Node.Text($"WB{uid}")),
            ("entry", Node.Text("WBIL")),
            ("delivery", Delivery(random)),
            ("payment", Payment(uid, random)),
            ("items", new Elements(items)),
            ("locale", Pick(Locales, random)),
            ("internal_signature", Node.Text(random.Next(2) == 0 ? "" : "signed")),
            ("customer_id", Node.Text(string.Create(CultureInfo.InvariantCulture, $"customer-{random.Next(1_000)}"))),
            ("delivery_service", Node.Text("meest")),
            ("shardkey", Node.Text(random.Next(10).ToString(CultureInfo.InvariantCulture))),
            ("sm_id", Node.Number(random.Next(100))),
            ("date_created", Pick(Dates, random)),
            ("oof_shard", Node.Text("1")));
        Sums.Balance(order);
        return order;
    }

    public static Members Item(string uid, int number, long price, Random random) => new(
        ("chrt_id", Node.Number(random.NextInt64(1, 1L << 40))),
        ("track_number", Node.Text($"WB{uid}")),
        ("price", Node.Number(price)),
        ("rid", Node.Text(string.Create(CultureInfo.InvariantCulture, $"{uid}-{number}"))),
        ("name", Pick(Things, random)),
        ("sale", Node.Number(random.Next(101))),
        ("size", Node.Text(random.Next(2) == 0 ? "" : "XL")),
        ("total_price", Node.Number(random.NextInt64(price + 1))),
        ("nm_id", Node.Number(random.Next(1, int.MaxValue))),
        ("brand", Node.Text("Vivienne Sabo")),
        ("status", Node.Number(202)));

    private static Members Delivery(Random random) => new(
        ("name", Pick(Names, random)),
        ("phone", Pick(Phones, random)),
        ("zip", Node.Text("2639809")),
        ("city", Pick(Cities, random)),
        ("address", Node.Text("Ploshad Mira 15")),
        ("region", Node.Text("Kraiot")),
        ("email", Pick(Mails, random)));

    private static Members Payment(string uid, Random random) => new(
        ("transaction", Node.Text(uid)),
        ("request_id", Node.Text("")),
        ("currency", Pick(Currencies, random)),
        ("provider", Node.Text("wbpay")),
        ("amount", Node.Number(0)),
        ("payment_dt", Node.Number(random.Next(1_700_000_000))),
        ("bank", Node.Text("alpha")),
        ("delivery_cost", Node.Number(random.Next(5_000))),
        ("goods_total", Node.Number(0)),
        ("custom_fee", Node.Number(random.Next(2) * random.Next(500))));

    private static Node Pick(string[] choices, Random random) => Node.Text(choices[random.Next(choices.Length)]);
}
