using System.Text;
using System.Text.Json;
using Orders.QueryApi.Masking;

namespace Orders.Tests.Unit.QueryApi;

public sealed class MaskingTests
{
    [Fact]
    public void The_sample_keeps_everything_but_five_members()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "model.json"));
        var expected = document
            .Replace("\"name\": \"Test Testov\"", "\"name\": \"T***\"", StringComparison.Ordinal)
            .Replace("\"+9720000000\"", "\"+9***00\"", StringComparison.Ordinal)
            .Replace("\"2639809\"", "\"***\"", StringComparison.Ordinal)
            .Replace("\"Ploshad Mira 15\"", "\"***\"", StringComparison.Ordinal)
            .Replace("\"test@gmail.com\"", "\"t***@***\"", StringComparison.Ordinal);

        Assert.Equal(expected, Mask(document));
        Assert.DoesNotContain("Testov", Mask(document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "\"Иван Петров\"", "\"И***\"")]
    [InlineData("name", "\"\\u0418ван\"", "\"И***\"")]
    [InlineData("name", "\"\\\"Ли\\\"\"", "\"***\"")]
    [InlineData("name", "\"🚚\"", "\"***\"")]
    [InlineData("name", "\"\"", "\"***\"")]
    [InlineData("name", "17", "\"***\"")]
    [InlineData("name", "{\"a\":[1,{}]}", "\"***\"")]
    [InlineData("name", "[\"a\",{\"b\":1}]", "\"***\"")]
    [InlineData("name", "true", "\"***\"")]
    [InlineData("name", "null", "null")]
    [InlineData("phone", "\"+79161234567\"", "\"+7***67\"")]
    [InlineData("phone", "\"89161234567\"", "\"8***67\"")]
    [InlineData("phone", "\"123456\"", "\"***\"")]
    [InlineData("phone", "\"+7 (916) 123\"", "\"***\"")]
    [InlineData("phone", "\"\\u002b79161234567\"", "\"+7***67\"")]
    [InlineData("email", "\"test@example.org\"", "\"t***@***\"")]
    [InlineData("email", "\"@\"", "\"***@***\"")]
    [InlineData("address", "\"Мира 15\"", "\"***\"")]
    [InlineData("zip", "\"101000\"", "\"***\"")]
    [InlineData("city", "\"Москва\"", "\"Москва\"")]
    [InlineData("Name", "\"Иван\"", "\"Иван\"")]
    public void A_member_of_the_delivery_shows_little_or_all(string member, string value, string shown)
    {
        Assert.Equal(
            $$"""{ "a" : [1.50], "delivery":{ "{{member}}" : {{shown}} ,"region":"r"} , "z":null}""",
            Mask($$"""{ "a" : [1.50], "delivery":{ "{{member}}" : {{value}} ,"region":"r"} , "z":null}"""));
    }

    [Theory]
    [InlineData("""{"name":"x","items":[{"name":"x"}],"payment":{"name":"x","email":"x"}}""")]
    [InlineData("""{"other":{"delivery":{"name":"x"}},"list":[{"delivery":{"name":"x"}}]}""")]
    [InlineData("""{"delivery":{"more":{"name":"x"},"list":["name","x",{"phone":"x"}]}}""")]
    [InlineData("""{"delivery":"name"}""")]
    [InlineData("""["delivery",{"name":"x"}]""")]
    public void The_same_names_elsewhere_are_nobodys(string document) => Assert.Equal(document, Mask(document));

    [Theory]
    [InlineData("""{"delivery":{"name":"A","name":"B"},"delivery":{"zip":"1"}}""", """{"delivery":{"name":"A***","name":"B***"},"delivery":{"zip":"***"}}""")]
    [InlineData("""{"\u0064elivery":{"n\u0061me":"Anna"}}""", """{"\u0064elivery":{"n\u0061me":"A***"}}""")]
    [InlineData("""{"delivery":{"name":"A"},"name":"B"}""", """{"delivery":{"name":"A***"},"name":"B"}""")]
    public void However_it_is_written_it_is_masked(string document, string masked) => Assert.Equal(masked, Mask(document));

    [Fact]
    public void How_long_a_text_was_does_not_show()
    {
        static string Of(int length) => Mask($$"""{"delivery":{"name":"{{new string('x', length)}}","address":"{{new string('y', length)}}" } }""");
        Assert.Equal(Of(2), Of(200));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"delivery":{"name":"Анна""")]
    [InlineData("""{"delivery":{"name":"Анна"}} x""")]
    public void What_is_no_document_is_not_shown(string document) => Assert.ThrowsAny<JsonException>(() => Mask(document));

    private static string Mask(string document) => Encoding.UTF8.GetString(PersonalMembers.Mask(Encoding.UTF8.GetBytes(document)));
}
