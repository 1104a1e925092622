namespace Orders.Bench;

/// <summary>Measurements that share a set-up.</summary>
internal interface IScenario
{
    /// <summary>To choose it by (<c>--only</c>).</summary>
    string Name { get; }

    /// <summary>Too long for a quick run, unless it is chosen.</summary>
    bool TakesLong => false;

    /// <summary>Sets up what it needs, measures round by round, ours and the peers' in turn, and adds its rows.</summary>
    Task RunAsync(BenchRun run, CancellationToken cancellationToken);
}
