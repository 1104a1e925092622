using Orders.Chaos.Faults;

namespace Orders.Tests.Unit.Chaos;

public sealed class DeckTests
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    [Fact]
    public void Every_fault_is_dealt_once_a_round()
    {
        var deck = new Deck([Fault("a", "x"), Fault("b", "y"), Fault("c", "x", "y")], new Random(1));

        for (var round = 1; round <= 5; round++)
        {
            string[] dealt = [.. Enumerable.Range(0, 3).Select(_ => deck.TryDeal(Nothing)!.Value.Fault.Name).Order(StringComparer.Ordinal)];

            Assert.Equal(["a", "b", "c"], dealt);
            Assert.Equal(round, deck.Rounds);
        }
    }

    [Fact]
    public void What_is_broken_is_not_hit_again()
    {
        var deck = new Deck([Fault("a", "x"), Fault("b", "x", "y")], new Random(1));

        var (fault, target) = deck.TryDeal(new HashSet<string> { "x" })!.Value;

        Assert.Equal(("b", "y"), (fault.Name, target));
        Assert.Null(deck.TryDeal(new HashSet<string> { "x" }));
        Assert.Equal("a", deck.TryDeal(Nothing)!.Value.Fault.Name);
    }

    [Fact]
    public void A_fault_that_breaks_more_than_its_target_waits_for_all_of_it()
    {
        var deck = new Deck([Fault("a", "x") with { Also = ["y"] }], new Random(1));

        Assert.Null(deck.TryDeal(new HashSet<string> { "y" }));
    }

    [Fact]
    public void The_same_seed_deals_the_same()
    {
        Assert.Equal(Deal(seed: 7), Deal(seed: 7));
        Assert.NotEqual(Deal(seed: 7), Deal(seed: 8));

        static string[] Deal(int seed)
        {
            var deck = new Deck(FaultCatalog.All, new Random(seed));
            return [.. Enumerable.Range(0, 20).Select(_ => deck.TryDeal(Nothing)!.Value).Select(dealt => $"{dealt.Fault.Name} {dealt.Target}")];
        }
    }

    private static Fault Fault(string name, params string[] targets) =>
        new() { Name = name, What = "", Promise = "", Targets = targets, RunAsync = static _ => Task.CompletedTask };
}
