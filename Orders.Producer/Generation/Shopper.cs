using Orders.Contracts;

namespace Orders.Producer.Generation;

/// <summary>Somebody who does not exist and orders things.</summary>
internal sealed record Shopper(string CustomerId, Delivery Delivery, Market Market);
