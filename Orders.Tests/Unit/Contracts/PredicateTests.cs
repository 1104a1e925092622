using Orders.Contracts;
using Orders.Contracts.Validation;

namespace Orders.Tests.Unit.Contracts;

public sealed class PredicateTests
{
    [Theory]
    [InlineData("2021-11-26T06:22:19Z", "2021-11-26T06:22:19.0000000")]
    [InlineData("2021-11-26t06:22:19z", "2021-11-26T06:22:19.0000000")]
    [InlineData("2021-11-26T06:22:19.5+03:00", "2021-11-26T03:22:19.5000000")]
    [InlineData("2021-11-26T06:22:19-00:00", "2021-11-26T06:22:19.0000000")]
    [InlineData("2021-12-31T23:59:59.9999999999999999-23:59", "2022-01-01T23:58:59.9999990")]
    [InlineData("2021-11-26T06:22:19.1234567Z", "2021-11-26T06:22:19.1234560")]
    [InlineData("2020-02-29T00:00:00Z", "2020-02-29T00:00:00.0000000")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.9999990")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000")]
    [InlineData("2017-01-01T02:59:60.25+03:00", "2017-01-01T00:00:00.2500000")]
    public void Rfc3339_dates_are_read(string text, string utc)
    {
        Assert.True(Rfc3339.TryParse(text, out var instant));
        Assert.Equal(utc, instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff"));
        Assert.Equal(TimeSpan.Zero, instant.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2021-11-26")]
    [InlineData("2021-11-26T06:22Z")]
    [InlineData("2021-11-26T06:22:19")]
    [InlineData("2021-11-26 06:22:19Z")]
    [InlineData(" 2021-11-26T06:22:19Z")]
    [InlineData("2021-11-26T06:22:19Z ")]
    [InlineData("2021-11-26T06:22:19.Z")]
    [InlineData("2021-11-26T06:22:19.5")]
    [InlineData("2021-11-26T06:22:19,5Z")]
    [InlineData("2021-11-26T06:22:19+0300")]
    [InlineData("2021-11-26T06:22:19+03")]
    [InlineData("2021-11-26T06:22:19+24:00")]
    [InlineData("2021-11-26T06:22:19+03:60")]
    [InlineData("2021-13-01T00:00:00Z")]
    [InlineData("2021-00-01T00:00:00Z")]
    [InlineData("2021-02-29T00:00:00Z")]
    [InlineData("2021-11-00T00:00:00Z")]
    [InlineData("2021-11-26T24:00:00Z")]
    [InlineData("2021-11-26T00:60:00Z")]
    [InlineData("2021-11-26T00:00:61Z")]
    [InlineData("2021-11-26T06:22:60Z")]
    [InlineData("2016-12-31T23:59:60+01:00")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("+021-11-26T06:22:19Z")]
    [InlineData("２０２１-11-26T06:22:19Z")]
    [InlineData("12021-11-26T06:22:19Z")]
    public void Anything_else_is_no_date(string text) => Assert.False(Rfc3339.TryParse(text, out _));

    [Theory]
    [InlineData("1234567", true)]
    [InlineData("+123456789012345", true)]
    [InlineData("123456", false)]
    [InlineData("1234567890123456", false)]
    [InlineData("++1234567", false)]
    [InlineData("1234567+", false)]
    [InlineData("+1 234 567", false)]
    [InlineData("+", false)]
    [InlineData("", false)]
    [InlineData("١٢٣٤٥٦٧", false)]
    public void A_phone_number_is_7_to_15_digits(string text, bool valid) => Assert.Equal(valid, Phone.IsValid(text));

    [Theory]
    [InlineData("test@gmail.com", true)]
    [InlineData("o'neil.first+tag@sub.example.co.uk", true)]
    [InlineData("иван@пример.рф", true)]
    [InlineData("x@localhost", true)]
    [InlineData("", false)]
    [InlineData("nobody", false)]
    [InlineData("@example.com", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@example.com", false)]
    [InlineData("a b@example.com", false)]
    [InlineData("a@exa mple.com", false)]
    [InlineData(".a@example.com", false)]
    [InlineData("a.@example.com", false)]
    [InlineData("a..b@example.com", false)]
    [InlineData("a@example..com", false)]
    [InlineData("a@.com", false)]
    [InlineData("a@example.com.", false)]
    [InlineData("a@-example.com", false)]
    [InlineData("a@exam_ple.com", false)]
    [InlineData("a,b@example.com", false)]
    [InlineData("<a@example.com>", false)]
    [InlineData("a\u0000@example.com", false)]
    public void An_address_has_a_name_and_a_domain(string text, bool valid) => Assert.Equal(valid, Email.IsValid(text));

    [Theory]
    [InlineData("en", true)]
    [InlineData("pt-BR", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("zh-yue-HK", true)]
    [InlineData("en-abc-def-ghi", true)]
    [InlineData("en-abc-def-ghi-jkl", false)]
    [InlineData("es-419", true)]
    [InlineData("sl-rozaj-biske", true)]
    [InlineData("de-1996", true)]
    [InlineData("de-DE-u-co-phonebk", true)]
    [InlineData("en-x-private", true)]
    [InlineData("kab", true)]
    [InlineData("", false)]
    [InlineData("e", false)]
    [InlineData("english", false)]
    [InlineData("en_US", false)]
    [InlineData("en-", false)]
    [InlineData("-en", false)]
    [InlineData("en--US", false)]
    [InlineData("en-US-Latn", false)]
    [InlineData("en-x", false)]
    [InlineData("en-u-x", false)]
    [InlineData("en-waytoolong", false)]
    [InlineData("en US", false)]
    [InlineData("12", false)]
    [InlineData("рус", false)]
    public void A_language_tag_is_well_formed(string text, bool valid) => Assert.Equal(valid, LanguageTag.IsValid(text));

    [Theory]
    [InlineData("USD", true)]
    [InlineData("RUB", true)]
    [InlineData("XCG", true)]
    [InlineData("usd", false)]
    [InlineData("XYZ", false)]
    [InlineData("HRK", false)]
    [InlineData("US", false)]
    [InlineData("", false)]
    public void A_currency_is_an_active_ISO_4217_code(string code, bool known) => Assert.Equal(known, Currencies.IsKnown(code));

    [Theory]
    [InlineData("b563feb7b2b84b6test", true)]
    [InlineData("A-Z_09", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("é", false)]
    public void An_order_uid_is_safe_in_a_URL(string uid, bool valid) => Assert.Equal(valid, OrderUid.IsValid(uid));

    [Fact]
    public void An_order_uid_has_at_most_64_characters()
    {
        Assert.True(OrderUid.IsValid(new string('a', 64)));
        Assert.False(OrderUid.IsValid(new string('a', 65)));
    }
}
