using System.Text.Json;

namespace Orders.Tests.Unit.Contracts;

public sealed class RuleTests
{
    [Fact]
    public void The_model_order_is_accepted()
    {
        var accepted = Sample.Accept(Sample.Json);

        Assert.Equal("b563feb7b2b84b6test", accepted.Order.OrderUid);
        Assert.Equal(317, accepted.Order.Items[0].TotalPrice);
        Assert.Equal(new DateTimeOffset(2021, 11, 26, 6, 22, 19, TimeSpan.Zero), accepted.DateCreated);
        Assert.Equal(TimeSpan.Zero, accepted.DateCreated.Offset);
    }

    [Theory]
    [InlineData("order_uid", "\"\"", "invalid_order_uid")]
    [InlineData("order_uid", "\"a b\"", "invalid_order_uid")]
    [InlineData("order_uid", "\"заказ\"", "invalid_order_uid")]
    [InlineData("track_number", "\" \\t\"", "blank")]
    [InlineData("entry", "\"\"", "blank")]
    [InlineData("customer_id", "\"\"", "blank")]
    [InlineData("delivery_service", "\"\\u00a0\"", "blank")]
    [InlineData("locale", "\"\"", "invalid_locale")]
    [InlineData("locale", "\"en_US\"", "invalid_locale")]
    [InlineData("sm_id", "-1", "negative")]
    [InlineData("date_created", "\"2021-11-26\"", "invalid_date")]
    [InlineData("date_created", "\"2026-01-03T03:04:06Z\"", "in_future")]
    [InlineData("delivery.name", "\"\"", "blank")]
    [InlineData("delivery.zip", "\"\"", "blank")]
    [InlineData("delivery.city", "\"\"", "blank")]
    [InlineData("delivery.address", "\"\"", "blank")]
    [InlineData("delivery.region", "\"\"", "blank")]
    [InlineData("delivery.phone", "\"123456\"", "invalid_phone")]
    [InlineData("delivery.email", "\"nobody\"", "invalid_email")]
    [InlineData("payment.transaction", "\"\"", "blank")]
    [InlineData("payment.provider", "\"\"", "blank")]
    [InlineData("payment.bank", "\"\"", "blank")]
    [InlineData("payment.currency", "\"usd\"", "invalid_currency")]
    [InlineData("payment.amount", "1818", "amount_mismatch")]
    [InlineData("payment.payment_dt", "1767409446", "in_future")]
    [InlineData("payment.payment_dt", "1637907727000", "in_future")]
    [InlineData("payment.payment_dt", "-9223372036854775808", "invalid_unix_time")]
    [InlineData("items", "[]", "no_items", "payment.goods_total goods_total_mismatch")]
    [InlineData("items[0].chrt_id", "0", "not_positive")]
    [InlineData("items[0].nm_id", "0", "not_positive")]
    [InlineData("items[0].price", "-1", "negative")]
    [InlineData("items[0].sale", "-1", "out_of_range")]
    [InlineData("items[0].sale", "101", "out_of_range")]
    [InlineData("items[0].rid", "\"\"", "blank")]
    [InlineData("items[0].name", "\"\"", "blank")]
    [InlineData("items[0].brand", "\"\"", "blank")]
    [InlineData("items[0].track_number", "\"\"", "blank")]
    [InlineData("items[0].status", "-1", "negative")]
    [InlineData("items[0].total_price", "318", null, "payment.goods_total goods_total_mismatch")]
    [InlineData("items[0].total_price", "-317", "negative", "payment.goods_total goods_total_mismatch")]
    [InlineData("payment.delivery_cost", "-1", "negative", "payment.amount amount_mismatch")]
    [InlineData("payment.custom_fee", "-1", "negative", "payment.amount amount_mismatch")]
    [InlineData("payment.goods_total", "-1", "negative", "payment.amount amount_mismatch", "payment.goods_total goods_total_mismatch")]
    [InlineData("payment.goods_total", "9223372036854775807", null, "payment.amount amount_mismatch", "payment.goods_total goods_total_mismatch")]
    public void A_broken_rule_is_reported_with_its_path_and_code(string path, string value, string? code, params string[] also)
    {
        var rejected = Sample.Reject(Sample.With(path, value));

        Assert.Equal("validation_error", rejected.Reason);
        var expected = code is null ? also : also.Append($"{path} {code}");
        Assert.Equal(expected.Order(), Sample.Faults(rejected).Order());
        Assert.All(rejected.Faults, f => Assert.NotEmpty(f.Message));
    }

    [Theory]
    [InlineData("order_uid", 64, "invalid_order_uid")]
    [InlineData("track_number", 64, "too_long")]
    [InlineData("entry", 64, "too_long")]
    [InlineData("customer_id", 64, "too_long")]
    [InlineData("delivery_service", 64, "too_long")]
    [InlineData("delivery.name", 200, "too_long")]
    [InlineData("delivery.zip", 200, "too_long")]
    [InlineData("delivery.city", 200, "too_long")]
    [InlineData("delivery.address", 200, "too_long")]
    [InlineData("delivery.region", 200, "too_long")]
    public void A_text_may_be_as_long_as_its_limit_and_no_longer(string path, int limit, string code)
    {
        Sample.Accept(Sample.With(path, JsonSerializer.Serialize(new string('x', limit))));
        var rejected = Sample.Reject(Sample.With(path, JsonSerializer.Serialize(new string('x', limit + 1))));

        Assert.Equal([$"{path} {code}"], Sample.Faults(rejected));
    }

    [Fact]
    public void A_character_outside_the_basic_plane_counts_once()
    {
        var emoji = string.Concat(Enumerable.Repeat("😀", 64));

        Sample.Accept(Sample.With("track_number", JsonSerializer.Serialize(emoji)));
        Assert.Equal(["track_number too_long"], Sample.Faults(Sample.Decode(Sample.With("track_number", JsonSerializer.Serialize(emoji + "x")))));
    }

    [Theory]
    [InlineData("internal_signature")]
    [InlineData("shardkey")]
    [InlineData("oof_shard")]
    [InlineData("payment.request_id")]
    [InlineData("items[0].size")]
    public void Some_texts_may_be_empty(string path) => Sample.Accept(Sample.With(path, "\"\""));

    [Theory]
    [InlineData("date_created", "\"2026-01-03T03:04:05Z\"")]
    [InlineData("date_created", "\"2026-01-03T06:04:05+03:00\"")]
    [InlineData("payment.payment_dt", "1767409445")]
    [InlineData("payment.payment_dt", "0")]
    [InlineData("items[0].sale", "0")]
    [InlineData("items[0].sale", "100")]
    [InlineData("items[0].status", "0")]
    [InlineData("sm_id", "0")]
    [InlineData("sm_id", "9223372036854775807")]
    [InlineData("locale", "\"pt-BR\"")]
    [InlineData("delivery.phone", "\"1234567\"")]
    [InlineData("track_number", "\"with \\u0000 in it\"")]
    public void A_value_at_the_edge_of_its_rule_is_accepted(string path, string value) => Sample.Accept(Sample.With(path, value));

    [Fact]
    public void An_order_has_at_most_a_thousand_items()
    {
        Sample.Accept(Sample.WithItems(1_000));
        Assert.Contains("items too_many_items", Sample.Faults(Sample.Decode(Sample.WithItems(1_001))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void A_rid_that_comes_again_is_reported_where_it_does(int items)
    {
        var result = Sample.Decode(Sample.WithItems(items, (item, i) => item["rid"] = i == items - 1 ? "rid0" : $"rid{i}"));

        Assert.Equal([$"items[{items - 1}].rid duplicate_rid"], Sample.Faults(result));
    }

    [Fact]
    public void Sums_beyond_64_bits_do_not_wrap_around()
    {
        // Two items of 2^63-1 and one of 2 add up to 2^64, which is zero in 64 bits.
        var json = Sample.WithItems(3, (item, i) => item["total_price"] = i < 2 ? long.MaxValue : 2)
            .Replace("\"goods_total\":951", "\"goods_total\":0", StringComparison.Ordinal)
            .Replace("\"amount\":2451", "\"amount\":1500", StringComparison.Ordinal);

        Assert.Equal(["payment.goods_total goods_total_mismatch"], Sample.Faults(Sample.Decode(json)));
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var json = Sample.WithItems(3, (item, i) =>
            {
                item["sale"] = i == 2 ? 101 : 1;
                item["brand"] = i == 1 ? "" : "Brand";
            })
            .Replace("test@gmail.com", "nobody", StringComparison.Ordinal)
            .Replace("\"WBIL\"", "\"\"", StringComparison.Ordinal)
            .Replace("\"USD\"", "\"XYZ\"", StringComparison.Ordinal)
            .Replace("\\u002B9720000000", "+972-000", StringComparison.Ordinal);

        Assert.Equal(
            ["entry blank", "delivery.phone invalid_phone", "delivery.email invalid_email", "payment.currency invalid_currency",
                "items[1].brand blank", "items[2].sale out_of_range"],
            Sample.Faults(Sample.Decode(json)));
    }

    [Fact]
    public void No_message_of_a_fault_repeats_what_the_order_says()
    {
        const string Secret = "Геннадий7Secret";
        foreach (var path in Sample.Members())
        {
            foreach (var value in new[] { $"\"{Secret}\"", $"{{\"{Secret} {Secret}\":1,\"{Secret} {Secret}\":2}}", $"[\"{Secret}\"]" })
            {
                if (Sample.Decode(Sample.With(path, "\"@@\"").Replace("\"@@\"", value, StringComparison.Ordinal)) is Orders.Contracts.Decoding.Rejected rejected)
                {
                    Assert.DoesNotContain(rejected.Faults, f => $"{f.Path}{f.Message}".Contains("Secret", StringComparison.Ordinal));
                }
            }
        }
    }
}
