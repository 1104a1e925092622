using System.Text;

namespace Orders.Tests.Unit.Contracts;

public sealed class ForeignMemberTests
{
    private static string WithExtra(string members) => Sample.Json.Replace("\"entry\"", $"{members}, \"entry\"", StringComparison.Ordinal);

    [Theory]
    [InlineData("\"extra\": {\"a\": [1, null, \"x\", {\"b\": 1.5e300}]}")]
    [InlineData("\"extra\": \"\\ud800\"")]
    [InlineData("\"Entry\": 1, \"ENTRY\": 2")]
    [InlineData("\"$type\": \"x\", \"$id\": 1, \"$ref\": 2")]
    [InlineData("\"unknown\": 1, \"Unknown\": 2")]
    [InlineData("\"\": 1")]
    [InlineData("\"a\": {\"x\": 1}, \"b\": {\"x\": 1}, \"c\": [{\"x\": 1}, {\"x\": 1}]")]
    public void Members_unknown_to_the_model_are_kept(string members)
    {
        var json = WithExtra(members);

        Assert.Equal(json.Trim(), Encoding.UTF8.GetString(Sample.Accept(json).Document.Span));
    }

    [Theory]
    [InlineData("\"entry\": \"A\"", "entry")]
    [InlineData("\"\\u0065ntry\": \"A\"", "entry")]
    [InlineData("\"extra\": 1, \"extra\": 2", "extra")]
    [InlineData("\"extra\": 1, \"\\u0065xtra\": 1", "extra")]
    [InlineData("\"extra\": {\"a\": 1, \"a\": 1}", "extra.a")]
    [InlineData("\"extra\": [0, [{\"a\": {\"b\": null, \"\\u0062\": null}}]]", "extra[1][0].a.b")]
    [InlineData("\"extra\": {\"имя\": 1, \"имя\": 1}", "extra.?")]
    [InlineData("\"\": 1, \"\": 1", "?")]
    public void A_member_that_comes_twice_is_reported(string members, string path)
    {
        var rejected = Sample.Reject(WithExtra(members));

        Assert.Equal("json_unmarshal_error", rejected.Reason);
        Assert.Equal([$"{path} duplicate_member"], Sample.Faults(rejected));
    }

    [Theory]
    [InlineData("\"name\": \"Test Testov\"", "delivery.name")]
    [InlineData("\"bank\": \"alpha\"", "payment.bank")]
    [InlineData("\"brand\": \"Vivienne Sabo\"", "items[0].brand")]
    public void A_member_of_a_part_that_comes_twice_is_reported(string member, string path) =>
        Assert.Equal([$"{path} duplicate_member"], Sample.Faults(Sample.Decode(Sample.Json.Replace(member, $"{member}, {member}", StringComparison.Ordinal))));

    [Fact]
    public void Duplicates_are_found_among_many_members()
    {
        var members = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"m{i}\":{i}"));

        Sample.Accept(WithExtra(members));
        Assert.Equal(["m7 duplicate_member"], Sample.Faults(Sample.Decode(WithExtra(members + ",\"m7\":0"))));
    }

    [Theory]
    [InlineData("\"WBIL\"", "\"\\ud800\"", "entry")]
    [InlineData("\"WBIL\"", "\"\\udc00\\ud800\"", "entry")]
    [InlineData("\"Test Testov\"", "\"a\\ud800b\"", "delivery.name")]
    public void Half_a_surrogate_pair_in_a_text_is_reported(string text, string spoilt, string path)
    {
        var rejected = Sample.Reject(Sample.Json.Replace(text, spoilt, StringComparison.Ordinal));

        Assert.Equal("json_unmarshal_error", rejected.Reason);
        Assert.Equal([$"{path} invalid_text"], Sample.Faults(rejected));
    }

    [Theory]
    [InlineData("\"\\ud800\": 1", "?")]
    [InlineData("\"extra\": {\"\\ud800\": 1, \"\\udc00\": 1}", "extra.?", "extra.?")]
    public void Half_a_surrogate_pair_in_a_name_is_reported(string member, params string[] paths) =>
        Assert.Equal(paths.Select(p => $"{p} invalid_text"), Sample.Faults(Sample.Decode(WithExtra(member))));
}
