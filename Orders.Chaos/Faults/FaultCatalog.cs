namespace Orders.Chaos.Faults;

/// <summary>Everything that can be made to happen.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<Fault> All { get; } = [.. ServiceFaults.All, .. DatabaseFaults.All, .. BrokerFaults.All];

    /// <exception cref="ArgumentException">No fault has one of the names.</exception>
    public static IReadOnlyList<Fault> Named(IReadOnlyList<string> names) =>
        names.FirstOrDefault(name => All.All(fault => fault.Name != name)) is { } unknown
            ? throw new ArgumentException($"There is no fault '{unknown}': --list names them all.")
            : [.. All.Where(fault => names.Count == 0 || names.Contains(fault.Name))];
}
