using Orders.Contracts.Decoding;

namespace Orders.Ingestor.Storing;

/// <summary>
/// What the table keeps of an accepted order. The rest of it is let go as soon as it has been checked: a batch lives long enough for the
/// garbage collector to copy all that it holds.
/// </summary>
/// <param name="DateCreated">UTC.</param>
/// <param name="Document">A slice of the message.</param>
internal sealed record OrderRow(
    string OrderUid, string TrackNumber, string CustomerId, string DeliveryService, DateTime DateCreated, ReadOnlyMemory<byte> Document)
{
    public static OrderRow Of(Accepted accepted) => new(
        accepted.Order.OrderUid,
        accepted.Order.TrackNumber,
        accepted.Order.CustomerId,
        accepted.Order.DeliveryService,
        accepted.DateCreated.UtcDateTime,
        accepted.Document);
}
