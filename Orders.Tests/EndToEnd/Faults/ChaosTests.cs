using System.Diagnostics;

using Orders.Chaos.Faults;

using Xunit.Abstractions;

namespace Orders.Tests.EndToEnd.Faults;

/// <summary>./chaos, once through all its faults.</summary>
[Collection(WholeMachine.Name)]
public sealed class ChaosTests(ITestOutputHelper output)
{
    /// <summary>Another seed is another order, other targets and durations; whatever it is, the ledger has to balance.</summary>
    private const int Seed = 20261122;

    [Fact]
    public async Task The_ledger_balances_after_every_fault_has_struck()
    {
        var clock = Stopwatch.StartNew();
        var report = await new ChaosRun(new RunOptions { Seed = Seed, AtOnce = 5, Longest = TimeSpan.FromSeconds(2) }, output.WriteLine, TextWriter.Null).RunAsync(CancellationToken.None);
        foreach (var line in report.Lines())
        {
            output.WriteLine(line);
        }

        output.WriteLine($"{clock.Elapsed.TotalSeconds:0} s in all");
        Assert.Empty(report.Failures);
        Assert.True(report.Faults.Count + report.NotPossible.Count == FaultCatalog.All.Count, "every fault has struck");
        Assert.True(report.Answers["200"] > 500, "the readers have read");
        Assert.True(report.DeadLetters > 50, "some messages were bad");
    }
}
