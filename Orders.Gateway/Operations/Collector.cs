using Microsoft.Extensions.Options;

namespace Orders.Gateway.Operations;

/// <summary>
/// Asks every instance, step after step, whether anybody looks or not: charts that begin when somebody opens them do not show what that person
/// came to see. It costs each instance two requests a step.
/// </summary>
internal sealed class Collector(Instances instances, InstanceReader reader, IOptions<OperationsOptions> options, TimeProvider time) : BackgroundService
{
    private readonly Dictionary<string, Scrape> _before = new(StringComparer.Ordinal);
    private IReadOnlyList<InstanceHealth> _health = [];

    public History History { get; } = new(
        Signals.All.Count, (int)(options.Value.History / options.Value.Step), options.Value.Step, time.GetUtcNow());

    /// <summary>As of the newest step.</summary>
    public IReadOnlyList<InstanceHealth> Health => Volatile.Read(ref _health);

    /// <summary>One step.</summary>
    public async Task CollectAsync(CancellationToken stopping)
    {
        var answers = await AskAsync(stopping);
        var own = await OwnMetrics.ReadAsync(time, stopping);
        var scrapes = answers.Select(answer => (Key: answer.Instance.Address.AbsoluteUri, answer.Scrape))
            .Append((Key: OwnMetrics.Service, Scrape: own))
            .Where(answer => answer.Scrape is not null)
            .Select(answer => (answer.Key, Now: answer.Scrape!))
            .ToArray();

        var round = new Round([.. scrapes.Select(scrape => (scrape.Now, _before.GetValueOrDefault(scrape.Key)))], time);
        History.Add(time.GetUtcNow(), [.. Signals.All.Select(signal => signal.Read(round))]);
        Volatile.Write(ref _health, [.. answers.Select(answer => answer.Health), new(OwnMetrics.Service, OwnMetrics.Service, InstanceStatus.Healthy, "")]);
        Remember(scrapes, answers.Select(answer => answer.Instance.Address.AbsoluteUri).ToHashSet(StringComparer.Ordinal));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Step, time);
        try
        {
            do
            {
                await CollectAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task<(Instance Instance, InstanceHealth Health, Scrape? Scrape)[]> AskAsync(CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        var found = await instances.FindAsync(either.Token);
        return await Task.WhenAll(found.Select(async instance =>
        {
            var (health, scrape) = await reader.ReadAsync(instance, stopping);
            return (instance, health, scrape);
        }));
    }

    // What one instance said last stays until it says something new; an address that is not there any more is forgotten.
    private void Remember(IEnumerable<(string Key, Scrape Now)> scrapes, HashSet<string> present)
    {
        foreach (var gone in _before.Keys.Where(key => key != OwnMetrics.Service && !present.Contains(key)).ToArray())
        {
            _before.Remove(gone);
        }

        foreach (var (key, now) in scrapes)
        {
            _before[key] = now;
        }
    }
}
