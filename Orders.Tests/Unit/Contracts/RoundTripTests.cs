using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using Orders.Contracts;
using Orders.Contracts.Decoding;

namespace Orders.Tests.Unit.Contracts;

public sealed class RoundTripTests
{
    private static readonly Gen<string> Letters = Gen.Frequency(
            (4, Gen.Choose(' ', '~')), (1, Gen.Choose(0, 0x1F)), (2, Gen.Choose(0x7F, 0xD7FF)), (1, Gen.Choose(0xE000, 0xFFFF)), (1, Gen.Choose(0x10000, 0x10FFFF)))
        .Select(char.ConvertFromUtf32);

    private static readonly Gen<string> AnyText = Letters.ListOf().Select(string.Concat);

    private static readonly Gen<long> Counts = Gen.Frequency((5, Gen.Choose(0, 1_000_000).Select(number => (long)number)), (1, Gen.Elements(0L, long.MaxValue)));

    private static readonly Gen<long> Money = Gen.Choose(0, int.MaxValue).Select(number => (long)number);

    private static readonly Gen<Item> Items =
        from texts in Text(300).ListOf(4)
        from size in AnyText
        from ids in Gen.Choose(1, int.MaxValue).Two()
        from price in Counts
        from total in Money
        from sale in Gen.Choose(0, 100)
        from status in Counts
        select new Item
        {
            ChrtId = ids.Item1, TrackNumber = texts[0], Price = price, Rid = texts[1], Name = texts[2], Sale = sale, Size = size, TotalPrice = total, NmId = ids.Item2,
            Brand = texts[3], Status = status
        };

    private static readonly Gen<Order> Orders =
        from texts in Text(64).ListOf(7)
        from delivery in Text(200).ListOf(5)
        from free in AnyText.ListOf(4)
        from items in Items.NonEmptyListOf()
        from fees in Money.Two()
        from seconds in Gen.Choose(0, 1_700_000_000)
        from currency in Gen.Elements("USD", "EUR", "JPY", "XAU")
        from locale in Gen.Elements("en", "pt-BR", "zh-Hant-TW")
        from number in Gen.Choose(0, int.MaxValue)
        select Make(texts, delivery, free, items, fees, seconds, currency, locale, number);

    private static readonly Gen<string> Json = Gen.Sized(size => JsonOf(Math.Min(4, size / 8)));

    [Property(MaxTest = 200)]
    public Property An_order_comes_back_from_its_bytes_as_it_was() => Prop.ForAll(Arb.From(Orders), order =>
    {
        var bytes = OrderEncoder.Encode(order);
        var accepted = Assert.IsType<Accepted>(Sample.Decode(bytes));
        Assert.Equal(order with { Items = [] }, accepted.Order with { Items = [] });
        Assert.Equal(order.Items, accepted.Order.Items);
        Assert.True(accepted.Document.Span.SequenceEqual(bytes));
        Assert.Equal(DateTimeOffset.Parse(order.DateCreated, CultureInfo.InvariantCulture), accepted.DateCreated);
        Assert.Equal(bytes, OrderEncoder.Encode(accepted.Order));
    });

    [Property(MaxTest = 200)]
    public Property A_document_with_unknown_members_comes_back_as_the_same_json() => Prop.ForAll(
        Arb.From(Orders.Zip(Json.ListOf(4))),
        Arb.From(Gen.Elements("", " ", "\n", "\t\r\n ", "\uFEFF", "\uFEFF  ")),
        (sent, around) =>
        {
            var document = JsonNode.Parse(OrderEncoder.Encode(sent.Item1))!;
            JsonNode[] parents = [document, document["delivery"]!, document["payment"]!, document["items"]![0]!];
            foreach (var (parent, json) in parents.Zip(sent.Item2))
            {
                parent["unknown"] = JsonNode.Parse(json);
            }

            var first = Assert.IsType<Accepted>(Sample.Decode($"{around}{document.ToJsonString()}{around.TrimStart('\uFEFF')}"));
            var encoded = OrderEncoder.Encode(first.Order);
            var second = Assert.IsType<Accepted>(Sample.Decode(encoded));

            Assert.Equal(document.ToJsonString(), Encoding.UTF8.GetString(first.Document.Span));
            using var one = JsonDocument.Parse(first.Document);
            using var other = JsonDocument.Parse(encoded);
            Assert.True(JsonElement.DeepEquals(one.RootElement, other.RootElement));
            Assert.Equal(encoded, OrderEncoder.Encode(second.Order));
        });

    /// <summary>Not blank, and no longer than so many letters.</summary>
    private static Gen<string> Text(int most) => Letters.NonEmptyListOf().Select(letters => string.Concat(letters.Take(most))).Where(text => !string.IsNullOrWhiteSpace(text));

    private static Gen<string> JsonOf(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements("null", "true", "false", "0", "-0", "1.50", "1e400", "123456789012345678901234567890"),
            AnyText.Select(text => JsonSerializer.Serialize(text)));
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                JsonOf(depth - 1).ListOf().Select(list => $"[{string.Join(',', list.Take(3))}]"),
                JsonOf(depth - 1).ListOf().Select(list => $"{{{string.Join(',', list.Take(3).Select((value, i) => $"\"m{i}\":{value}"))}}}"));
    }

    private static Order Make(
        List<string> texts, List<string> delivery, List<string> free, List<Item> items,
        (long Delivery, long Customs) fees, int seconds, string currency, string locale, int number)
    {
        var different = items.Select((item, i) => item with { Rid = $"{item.Rid}{i}" }).ToArray();
        var goods = different.Sum(item => item.TotalPrice);
        return new Order
        {
            OrderUid = $"o-{number}", TrackNumber = texts[0], Entry = texts[1], Items = different, Locale = locale, InternalSignature = free[0], CustomerId = texts[2],
            DeliveryService = texts[3], Shardkey = free[1], SmId = number, OofShard = free[2],
            DateCreated = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            Delivery = new Delivery
            {
                Name = delivery[0], Phone = "+9720000000", Zip = delivery[1], City = delivery[2], Address = delivery[3], Region = delivery[4], Email = "test@gmail.com"
            },
            Payment = new Payment
            {
                Transaction = texts[4], RequestId = free[3], Currency = currency, Provider = texts[5], Amount = goods + fees.Delivery + fees.Customs, PaymentDt = seconds,
                Bank = texts[6], DeliveryCost = fees.Delivery, GoodsTotal = goods, CustomFee = fees.Customs
            }
        };
    }
}
