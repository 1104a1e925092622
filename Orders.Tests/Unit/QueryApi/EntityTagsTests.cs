using Microsoft.Extensions.Primitives;
using Orders.QueryApi.Serving;

namespace Orders.Tests.Unit.QueryApi;

public sealed class EntityTagsTests
{
    [Theory]
    [InlineData(1, "\"1\"")]
    [InlineData(255, "\"255\"")]
    [InlineData(256, "\"256\"")]
    [InlineData(long.MaxValue, "\"9223372036854775807\"")]
    public void The_tag_is_the_quoted_version(long version, string tag) => Assert.Equal(tag, EntityTags.Of(version).ToString());

    [Theory]
    [InlineData("\"7\"", true)]
    [InlineData("W/\"7\"", true)]
    [InlineData("*", true)]
    [InlineData("\"1\", \"7\"", true)]
    [InlineData("\"1\",W/\"7\" ,\"9\"", true)]
    [InlineData("\"8\"", false)]
    [InlineData("\"77\"", false)]
    [InlineData("7", false)]
    [InlineData("", false)]
    [InlineData("\"7", false)]
    [InlineData("garbage, \"7\"", false)]
    public void If_none_match_is_a_list_of_tags_compared_weakly(string header, bool matches) =>
        Assert.Equal(matches, EntityTags.Match(header, "\"7\""));

    [Fact]
    public void Several_headers_are_one_list()
    {
        Assert.True(EntityTags.Match(new StringValues(["\"1\"", "\"7\""]), "\"7\""));
        Assert.False(EntityTags.Match(StringValues.Empty, "\"7\""));
    }

    [Fact]
    public void A_request_without_a_tag_or_with_the_current_one_allocates_nothing()
    {
        var tag = EntityTags.Of(7);
        Assert.True(EntityTags.Match(tag, tag.ToString()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            EntityTags.Match(StringValues.Empty, EntityTags.Of(i & 255).ToString());
            EntityTags.Match(tag, tag.ToString());
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
