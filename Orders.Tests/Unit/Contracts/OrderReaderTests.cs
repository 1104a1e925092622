using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Producer.Generation;

namespace Orders.Tests.Unit.Contracts;

/// <summary>The reader of good orders beside the serializer, which says what it would have to read. JudgeTests hold both to the contract.</summary>
public sealed class OrderReaderTests
{
    public static TheoryData<string> Members => [.. Sample.Members()];

    [Fact]
    public void It_reads_what_the_serializer_reads()
    {
        var stream = new OrderStream(seed: 3, invalidShare: 0, updateShare: 0.3, TimeProvider.System);
        for (var number = 0; number < 2_000; number++)
        {
            AssertRead(stream.Next().Value);
        }
    }

    [Fact]
    public void Members_may_come_in_any_order_and_their_names_and_texts_escaped()
    {
        AssertRead(Encoding.UTF8.GetBytes(Reversed(JsonNode.Parse(Sample.Json)!).ToJsonString()));
        AssertRead(Encoding.UTF8.GetBytes(Sample.Json.Replace("\"order_uid\"", "\"order\\u005fuid\"", StringComparison.Ordinal).Replace("Test Testov", "\\u0422\\ud83d\\ude00\\n", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void It_cannot_tell_about_an_order_without_a_member_or_with_another_value(string path)
    {
        AssertCannotTell(Sample.Without(path));
        AssertCannotTell(Sample.With(path, "null"));
        AssertCannotTell(Sample.With(path, "true"));
        AssertCannotTell(Sample.With(path, "1.0"));
        AssertCannotTell(Sample.With(path, "[1]"));
        AssertCannotTell(Sample.With(path, "{}"));
    }

    [Theory]
    [InlineData("\"entry\":", "\"unknown\": 1, \"entry\":")]
    [InlineData("\"entry\":", "\"entry\": \"twice\", \"entry\":")]
    [InlineData("\"rid\":", "\"rid\": \"twice\", \"rid\":")]
    [InlineData("\"rid\":", "\"Rid\":")]
    [InlineData("Test Testov", "\\ud800")]
    [InlineData("\"price\": 453", "\"price\": 9223372036854775808")]
    [InlineData("\"items\": [", "\"items\": [null, ")]
    [InlineData("\"items\": [", "\"items\": [[], ")]
    public void It_cannot_tell_about_anything_else(string part, string instead)
    {
        Assert.Contains(part, Sample.Json, StringComparison.Ordinal);
        AssertCannotTell(Sample.Json.Replace(part, instead, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"order_uid\"")]
    public void It_cannot_tell_about_what_is_no_order(string json) => AssertCannotTell(json);

    [Fact]
    public void It_cannot_tell_about_an_order_that_is_cut_off_or_goes_on()
    {
        for (var length = 1; length < Sample.Json.TrimEnd().Length; length += 7)
        {
            AssertCannotTell(Sample.Json[..length]);
        }

        AssertCannotTell(Sample.Json + "x");
        AssertCannotTell(Sample.Json + "{}");
    }

    private static void AssertRead(byte[] document)
    {
        Assert.True(OrderReader.TryRead(document, out var order));
        Assert.Equal(OrderEncoder.Encode(JsonSerializer.Deserialize(document, OrderJsonContext.Default.Order)!), OrderEncoder.Encode(order));
    }

    private static void AssertCannotTell(string json) => Assert.False(OrderReader.TryRead(Encoding.UTF8.GetBytes(json), out _));

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Reversed(member.Value!)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => Reversed(element!))]),
        _ => node.DeepClone(),
    };
}
