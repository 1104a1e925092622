using Orders.QueryApi.Answering;
using Orders.QueryApi.DeadLetters;
using Orders.QueryApi.Listing;

namespace Orders.Tests.Unit.QueryApi;

public sealed class CursorTests
{
    private static readonly ListPlace Place = new(new DateTime(2021, 11, 26, 6, 22, 19, DateTimeKind.Utc).AddMicroseconds(123456), "b563feb7b2b84b6test");

    [Fact]
    public void A_place_comes_back_from_its_cursor()
    {
        var filter = new ListFilter("WBIL", null);
        Assert.Equal(Place, ListPlace.OfCursor(filter, Place.ToCursor(filter)));
        Assert.Matches("^[A-Za-z0-9_-]+$", Place.ToCursor(filter));
    }

    [Fact]
    public void A_cursor_is_good_for_its_own_filters_only()
    {
        var filters = new ListFilter[] { new(null, null), new("a", null), new(null, "a"), new("a", "b"), new("a|1:b", null), new("b", "a") };
        foreach (var given in filters)
        {
            Assert.All(filters, used => Assert.Equal(used == given, ListPlace.OfCursor(used, Place.ToCursor(given)) is not null));
        }
    }

    [Fact]
    public void A_cursor_that_was_cut_or_changed_is_none()
    {
        var cursor = Place.ToCursor(default);
        for (var length = 0; length < cursor.Length; length++)
        {
            Assert.Null(ListPlace.OfCursor(default, cursor[..length]));
        }

        for (var index = 0; index < cursor.Length - 1; index++)
        {
            var other = cursor[index] == 'A' ? 'B' : 'A';
            Assert.Null(ListPlace.OfCursor(default, $"{cursor[..index]}{other}{cursor[(index + 1)..]}"));
        }
    }

    /// <summary>A decoder reads them all the same; a client that sends them has not got them from here.</summary>
    [Fact]
    public void Another_spelling_of_a_cursor_is_none()
    {
        foreach (var uid in (string[])["a", "ab", "abc"])
        {
            var cursor = (Place with { OrderUid = uid }).ToCursor(default);
            Assert.NotNull(ListPlace.OfCursor(default, cursor));
            Assert.All([$"{cursor}=", $"{cursor}==", $" {cursor}", $"{cursor[..4]}\n{cursor[4..]}"], other => Assert.Null(ListPlace.OfCursor(default, other)));
            var others = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(letter => letter != cursor[^1]);
            Assert.All(others, letter => Assert.Null(ListPlace.OfCursor(default, cursor[..^1] + letter)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("кошка")]
    public void Anything_else_is_no_cursor(string text)
    {
        Assert.Null(ListPlace.OfCursor(default, text));
        Assert.Null(DeadLetterPlace.OfCursor(null, text));
    }

    [Theory]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, (byte)'/' })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, (byte)'a' })]
    public void A_well_made_cursor_to_nowhere_is_none(byte[] place) =>
        Assert.Null(ListPlace.OfCursor(default, CursorText.Encode(default(ListFilter).List, place)));

    [Fact]
    public void The_places_of_all_partitions_come_back()
    {
        var place = new Dictionary<int, long> { [0] = 1, [7] = 300, [11] = long.MaxValue };
        Assert.Equal(place, DeadLetterPlace.OfCursor("validation_error", DeadLetterPlace.ToCursor("validation_error", place)));
        Assert.Null(DeadLetterPlace.OfCursor(null, DeadLetterPlace.ToCursor("validation_error", place)));
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 5, 0, 5 })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1 })]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 })]
    public void Places_that_make_no_sense_are_none(byte[] place) =>
        Assert.Null(DeadLetterPlace.OfCursor(null, CursorText.Encode(CursorText.List("dead-letters", (string?)null), place)));
}
