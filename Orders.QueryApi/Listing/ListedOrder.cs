namespace Orders.QueryApi.Listing;

/// <summary>One line of a list. Times are UTC.</summary>
internal readonly record struct ListedOrder(
    string OrderUid, string TrackNumber, string CustomerId, string DeliveryService, DateTime DateCreated, long Version, DateTime UpdatedAt)
{
    public ListPlace Place => new(DateCreated, OrderUid);
}
