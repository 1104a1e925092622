using Orders.AppHost.Embedded;
using Orders.Chaos.Faults;

namespace Orders.Tests.Unit.Chaos;

public sealed class FaultListTests
{
    [Fact]
    public void The_documentation_has_the_list_as_it_is() =>
        Assert.Contains(FaultList.Markdown(), File.ReadAllText(Path.Combine(Repository.Root, "docs", "reliability.md")), StringComparison.Ordinal);

    [Fact]
    public void Every_fault_has_a_name_of_its_own() =>
        Assert.Equal(FaultCatalog.All.Count, FaultCatalog.All.Select(fault => fault.Name).Distinct().Count());

    [Fact]
    public void An_unknown_name_is_refused_with_a_way_to_find_the_right_one() =>
        Assert.Contains("--list", Assert.Throws<ArgumentException>(() => FaultCatalog.Named(["no-such-fault"])).Message, StringComparison.Ordinal);
}
