using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Orders.QueryApi.Answering;

namespace Orders.Tests.Unit.QueryApi;

public sealed class QueryReaderTests
{
    [Theory]
    [InlineData("", 20)]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=100", 100)]
    public void A_good_limit_is_taken(string query, int limit)
    {
        var reader = Reader(query);
        Assert.Equal(limit, reader.ReadLimit());
        Assert.False(reader.IsWrong(out _));
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=+5")]
    [InlineData("?limit=5.0")]
    [InlineData("?limit=")]
    [InlineData("?limit")]
    [InlineData("?limit=1&limit=2")]
    [InlineData("?limit=1&LIMIT=2")]
    [InlineData("?Limit=1")]
    [InlineData("?limit=99999999999")]
    [InlineData("?page=2")]
    [InlineData("?=1")]
    [InlineData("?customer_id=")]
    [InlineData("?customer_id=%20%09")]
    [InlineData("?customer_id=a%00b")]
    [InlineData("?customer_id=01234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("?customer_id=a&customer_id=b")]
    public void What_is_wrong_is_said(string query)
    {
        var reader = Reader(query);
        reader.ReadLimit();
        reader.ReadMember("customer_id");
        Assert.True(reader.IsWrong(out var problem));
        Assert.Equal((400, "urn:orders:problem:invalid-query"), (problem.Status, problem.Type));
    }

    [Fact]
    public void An_emoji_is_one_character_of_a_member()
    {
        var reader = Reader("?customer_id=" + string.Concat(Enumerable.Repeat("%F0%9F%9A%9A", 64)));
        Assert.Equal(128, reader.ReadMember("customer_id")!.Length);
        Assert.False(reader.IsWrong(out _));
    }

    private static QueryReader Reader(string query) => new(new QueryCollection(QueryHelpers.ParseQuery(query)), "limit", "customer_id");
}
