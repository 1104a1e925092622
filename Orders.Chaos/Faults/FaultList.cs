namespace Orders.Chaos.Faults;

/// <summary>The faults as a table, for --list and for the documentation.</summary>
internal static class FaultList
{
    public static string Markdown() => string.Join('\n', [
        "| fault | what is done | what the system promises meanwhile |",
        "|---|---|---|",
        .. FaultCatalog.All.Select(fault => $"| `{fault.Name}` | {fault.What} | {fault.Promise} |"),
    ]);
}
