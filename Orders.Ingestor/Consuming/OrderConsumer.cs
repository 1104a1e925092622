using Orders.Ingestor.Migrations;
using Orders.Ingestor.Outages;
using Orders.Ingestor.Topics;
using Orders.Ingestor.Writing;

namespace Orders.Ingestor.Consuming;

/// <summary>The service: makes the schema and the topics ready, then runs the consume thread and the writers until one of them ends.</summary>
internal sealed class OrderConsumer(
    Migrator migrator,
    TopicCatalog topics,
    ConsumeLoop consumeLoop,
    PartitionAssignment assignment,
    WriterPool writers,
    OutageRetry retry) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await retry.RunAsync(() => migrator.MigrateAsync(stoppingToken), stoppingToken);
            await retry.RunAsync(topics.EnsureAsync, stoppingToken);

            assignment.Stop = ending.Token;
            List<Task> loops =
            [
                Task.Factory.StartNew(() => consumeLoop.Run(ending.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
                .. writers.Start(ending.Token),
            ];

            // Whoever ends first ends all; a fault of one must not leave the others reading.
            await Task.WhenAny(loops);
            await ending.CancelAsync();
            await Task.WhenAll(loops);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A graceful stop.
        }
    }
}
