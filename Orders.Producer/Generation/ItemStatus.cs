namespace Orders.Producer.Generation;

/// <summary>The numbers an item's <c>status</c> goes through, one after the other.</summary>
internal static class ItemStatus
{
    public const long First = 202;

    private const long Last = 207;

    public static bool IsFinal(long status) => status >= Last;

    public static long Next(long status) => IsFinal(status) ? status : status + 1;
}
