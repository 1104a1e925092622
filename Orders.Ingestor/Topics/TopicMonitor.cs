using Orders.Ingestor.Consuming;
using Orders.Ingestor.Outages;
using Orders.Ingestor.Writing;

namespace Orders.Ingestor.Topics;

/// <summary>
/// Once a second, beside the consumer and whatever it waits for: how far this instance lags, whether <c>orders</c> is still
/// the topic that it started with, and whether every partition of it is read.
/// </summary>
internal sealed class TopicMonitor(
    TopicCatalog topics, WriterPool writers, ConsumerRestart restart, StandstillWatch watch, IngestMetrics metrics, IngestorHealth health, TimeProvider time, ILogger<TopicMonitor> log)
    : BackgroundService
{
    private const string Activity = "watching topics";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully && tick.Result, TaskScheduler.Default))
        {
            try
            {
                await LookAsync();
                health.Recovered(Activity);
            }
            catch (Exception outage) when (Outage.Is(outage))
            {
                if (health.Failing(Activity, Outage.Describe(outage)))
                {
                    log.OutageBegan(Activity, Outage.Describe(outage));
                }
            }
        }
    }

    private async Task LookAsync()
    {
        // Asked also when nothing is owned: without a broker nothing ever will be, and that is not healthy.
        var id = await topics.ReadOrdersIdAsync();
        var owned = writers.Owned.ToList();
        if (owned.Exists(partition => partition.TopicId != id))
        {
            restart.Request("the topic was deleted and made anew");
            return;
        }

        var ends = await topics.EndOffsetsAsync(owned.Select(partition => partition.Id));
        watch.Look(owned.Select(partition => (partition, ends[partition.Id])));
        metrics.Lag(topics.Orders, [.. owned.Select(partition => (partition.Id, Math.Max(0, ends[partition.Id] - partition.Applied)))]);
    }
}
