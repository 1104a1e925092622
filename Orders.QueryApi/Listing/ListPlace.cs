using System.Buffers.Binary;
using System.Text;
using Orders.QueryApi.Answering;

namespace Orders.QueryApi.Listing;

/// <summary>The order after which a page begins: lists go by <c>date_created</c>, then by <c>order_uid</c>, both falling.</summary>
/// <param name="DateCreated">UTC; PostgreSQL keeps microseconds.</param>
internal readonly record struct ListPlace(DateTime DateCreated, string OrderUid)
{
    /// <summary>Before the newest one: Npgsql writes this time as infinity.</summary>
    public static readonly ListPlace Start = new(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), "");

    public string ToCursor(ListFilter filter)
    {
        var place = new byte[sizeof(long) + OrderUid.Length];
        BinaryPrimitives.WriteInt64BigEndian(place, DateCreated.Ticks);
        Encoding.ASCII.GetBytes(OrderUid, place.AsSpan(sizeof(long)));
        return CursorText.Encode(filter.List, place);
    }

    /// <returns>Null when this is no cursor of that list.</returns>
    public static ListPlace? OfCursor(ListFilter filter, string text)
    {
        if (CursorText.Decode(filter.List, text) is not { Length: > sizeof(long) } place)
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(place);
        var uid = Encoding.ASCII.GetString(place, sizeof(long), place.Length - sizeof(long));
        return (ulong)ticks < (ulong)DateTime.MaxValue.Ticks && Contracts.OrderUid.IsValid(uid)
            ? new ListPlace(new DateTime(ticks, DateTimeKind.Utc), uid)
            : null;
    }
}

/// <summary>Which orders a list shows; a null filters nothing.</summary>
internal readonly record struct ListFilter(string? TrackNumber, string? CustomerId)
{
    public string List => CursorText.List("orders", TrackNumber, CustomerId);
}
