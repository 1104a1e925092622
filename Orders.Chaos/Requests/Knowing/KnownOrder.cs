namespace Orders.Chaos.Requests.Knowing;

/// <summary>An order whose every version is known.</summary>
/// <param name="Versions">Version 1 first.</param>
internal sealed record KnownOrder(string Uid, IReadOnlyList<OrderText> Versions)
{
    public int Current => Versions.Count;

    public OrderText? Version(long number) => number >= 1 && number <= Versions.Count ? Versions[(int)number - 1] : null;
}
