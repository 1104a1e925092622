namespace Orders.Tests.Wiring;

/// <summary>In place of FullFeed/AspireModel.cs where the package feed has no Aspire.</summary>
internal static class AspireModel
{
    public const string? Missing = "The Aspire half of Orders.AppHost is not built: this machine's package feed has no Aspire.";

    public static Task<IReadOnlyList<AspireResource>> ReadAsync() => throw new InvalidOperationException(Missing);
}
