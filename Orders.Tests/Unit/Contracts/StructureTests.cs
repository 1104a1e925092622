using System.Text;
using Orders.Contracts.Decoding;

namespace Orders.Tests.Unit.Contracts;

public sealed class StructureTests
{
    public static TheoryData<string> Members => [.. Sample.Members()];

    [Theory]
    [MemberData(nameof(Members))]
    public void A_missing_member_is_reported(string path)
    {
        var rejected = Sample.Reject(Sample.Without(path));

        Assert.Equal("validation_error", rejected.Reason);
        Assert.Equal([$"{path} missing"], Sample.Faults(rejected));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_null_member_is_reported(string path)
    {
        var rejected = Sample.Reject(Sample.With(path, "null"));

        Assert.Equal("validation_error", rejected.Reason);
        Assert.Equal([$"{path} null"], Sample.Faults(rejected));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_of_the_wrong_type_is_reported(string path)
    {
        var rejected = Sample.Reject(Sample.With(path, "true"));

        Assert.Equal("json_unmarshal_error", rejected.Reason);
        Assert.Equal([$"{path} wrong_type"], Sample.Faults(rejected));
    }

    [Theory]
    [InlineData("1.0", "not_an_integer")]
    [InlineData("1e3", "not_an_integer")]
    [InlineData("1E3", "not_an_integer")]
    [InlineData("0.5", "not_an_integer")]
    [InlineData("9223372036854775808", "integer_out_of_range")]
    [InlineData("-9223372036854775809", "integer_out_of_range")]
    [InlineData("1234567890123456789012345678901234567890", "integer_out_of_range")]
    [InlineData("\"1\"", "wrong_type")]
    public void A_number_must_be_a_whole_one_of_64_bits(string value, string code)
    {
        var rejected = Sample.Reject(Sample.Json.Replace("\"price\": 453", $"\"price\": {value}", StringComparison.Ordinal));

        Assert.Equal("json_unmarshal_error", rejected.Reason);
        Assert.Equal([$"items[0].price {code}"], Sample.Faults(rejected));
    }

    [Theory]
    [InlineData("null", "$ wrong_type")]
    [InlineData("[]", "$ wrong_type")]
    [InlineData("1", "$ wrong_type")]
    [InlineData("\"order\"", "$ wrong_type")]
    [InlineData("", "$ invalid_json")]
    [InlineData("  ", "$ invalid_json")]
    [InlineData("{", "$ invalid_json")]
    [InlineData("{} {}", "$ invalid_json")]
    [InlineData("{\"a\":1,}", "$ invalid_json")]
    [InlineData("{'a':1}", "$ invalid_json")]
    [InlineData("{\"a\":01}", "$ invalid_json")]
    [InlineData("{\"a\":NaN}", "$ invalid_json")]
    [InlineData("{} // comment", "$ invalid_json")]
    [InlineData("{\"a\":\"\u0001\"}", "$ invalid_json")]
    [InlineData("{}\0", "$ invalid_json")]
    [InlineData("\uFEFF\uFEFF{}", "$ invalid_json")]
    public void What_is_not_a_JSON_object_is_one_fault(string message, string fault)
    {
        var rejected = Sample.Reject(message);

        Assert.Equal("json_unmarshal_error", rejected.Reason);
        Assert.Equal([fault], Sample.Faults(rejected));
    }

    [Theory]
    [InlineData("{\n\"a\": 1,\n\"b\": x}", 15)]
    [InlineData("\uFEFF \n{\"a\": x}", 11)]
    [InlineData("{}x", 2)]
    public void A_syntax_error_names_the_byte_of_the_message(string message, int offset) =>
        Assert.Contains($"byte {offset} ", Sample.Reject(message).Faults[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_reported_with_their_place()
    {
        var message = Encoding.UTF8.GetBytes(Sample.Json);
        var place = Sample.Json.IndexOf("Testov", StringComparison.Ordinal);
        message[place] = 0xFF;

        var rejected = Assert.IsType<Rejected>(Sample.Decode(message));

        Assert.Equal("json_unmarshal_error", rejected.Reason);
        Assert.Equal(["$ invalid_utf8"], Sample.Faults(rejected));
        Assert.Contains($"byte {place} ", rejected.Faults[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(10_000, false)]
    [InlineData(500_000, false)]
    public void A_document_nests_at_most_64_levels(int depth, bool accepted)
    {
        var nested = new string('[', depth - 1) + new string(']', depth - 1);
        var result = Sample.Decode(Sample.Json.Replace("\"entry\"", $"\"extra\": {nested}, \"entry\"", StringComparison.Ordinal));

        Assert.Equal(accepted, result is Accepted);
        if (!accepted)
        {
            Assert.Equal(["$ too_deep"], Sample.Faults(result));
            Assert.Equal("json_unmarshal_error", ((Rejected)result).Reason);
        }
    }

    [Fact]
    public void A_message_beyond_the_limit_is_refused_unread()
    {
        var message = Encoding.UTF8.GetBytes(Sample.Json);

        Assert.IsType<Accepted>(OrderDecoder.Decode(message, Sample.Now, new DecodeLimits { MaxMessageBytes = message.Length }));
        var rejected = Assert.IsType<Rejected>(OrderDecoder.Decode(message, Sample.Now, new DecodeLimits { MaxMessageBytes = message.Length - 1 }));
        Assert.Equal("validation_error", rejected.Reason);
        Assert.Equal(["$ too_large"], Sample.Faults(rejected));
    }

    [Theory]
    [InlineData("\uFEFF", "")]
    [InlineData("", " \r\n\t")]
    [InlineData("\uFEFF\n ", "\n\n")]
    public void A_byte_order_mark_and_white_space_around_the_document_are_dropped(string before, string after)
    {
        var document = Sample.Json.Trim();
        var message = Encoding.UTF8.GetBytes(before + document + after);

        var accepted = Assert.IsType<Accepted>(Sample.Decode(message));

        Assert.Equal(Encoding.UTF8.GetBytes(document), accepted.Document.ToArray());
        Assert.True(message.AsSpan().Overlaps(accepted.Document.Span), "the document must be a slice of the message");
    }

    [Fact]
    public void Structure_and_rules_are_reported_together()
    {
        var json = Sample.Without("items")
            .Replace("test@gmail.com", "nobody", StringComparison.Ordinal)
            .Replace("\"sm_id\":99", "\"sm_id\":true", StringComparison.Ordinal)
            .Replace("\"amount\":1817", "\"amount\":1", StringComparison.Ordinal);

        var rejected = Sample.Reject(json);

        Assert.Equal("json_unmarshal_error", rejected.Reason);
        Assert.Equal(["items missing", "sm_id wrong_type", "delivery.email invalid_email", "payment.amount amount_mismatch"], Sample.Faults(rejected));
    }

    [Fact]
    public void A_sum_is_not_judged_when_a_part_of_it_did_not_decode()
    {
        var json = Sample.With("items[0].total_price", "\"317\"").Replace("\"custom_fee\":0", "\"custom_fee\":null", StringComparison.Ordinal);

        Assert.Equal(["payment.custom_fee null", "items[0].total_price wrong_type"], Sample.Faults(Sample.Decode(json)));
    }

    [Fact]
    public void An_item_that_is_no_object_does_not_hide_the_faults_of_the_others()
    {
        var json = Sample.Json.Replace("\"items\": [", "\"items\": [null, 1, ", StringComparison.Ordinal)
            .Replace("\"sale\": 30", "\"sale\": 101", StringComparison.Ordinal);

        Assert.Equal(["items[0] null", "items[1] wrong_type", "items[2].sale out_of_range"], Sample.Faults(Sample.Decode(json)));
    }

    [Fact]
    public void A_list_of_faults_has_an_end()
    {
        var rejected = Sample.Reject($"{{\"items\":[{string.Join(',', Enumerable.Repeat("{}", 300_000))}]}}");

        Assert.Equal(1_001, rejected.Faults.Count);
        Assert.Equal("more_faults", rejected.Faults[^1].Code);
    }
}
