namespace Orders.Contracts.Validation;

internal static class Bounds
{
    /// <summary>Characters of an order's own short texts (track number, entry, …).</summary>
    public const int OrderText = 64;

    /// <summary>Characters of each part of the delivery.</summary>
    public const int DeliveryText = 200;

    public const int Items = 1_000;

    public const int SalePercent = 100;
}
