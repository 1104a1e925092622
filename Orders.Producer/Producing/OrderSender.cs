using Microsoft.Extensions.Options;
using Orders.Producer.Generation;

namespace Orders.Producer.Producing;

/// <summary>Sends the stream of messages at its pace, until the count is reached or the service stops.</summary>
internal sealed class OrderSender(
    OrderTopic topic,
    Deliveries deliveries,
    IOptions<ProducerOptions> options,
    RunResult result,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<OrderSender> logger) : BackgroundService
{
    /// <summary>Less than the host waits for its services: what is still unacknowledged then is told, not silently dropped.</summary>
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            await topic.WaitUntilItExistsAsync(clock, stoppingToken);
            started = clock.GetTimestamp();
            await SendAsync(stoppingToken);
            topic.Flush(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            FlushBeforeTheEnd();
        }

        if (options.Value.Count is { } count)
        {
            result.Set(deliveries, count, clock.GetElapsedTime(started));
            lifetime.StopApplication();
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        var settings = options.Value;
        var stream = new OrderStream(settings.Seed, settings.InvalidShare, settings.UpdateShare, clock);
        var schedule = new Schedule(settings.OrdersPerSecond, clock);
        using var ticks = new PeriodicTimer(schedule.Tick, clock);
        for (var left = settings.Count ?? long.MaxValue; left > 0;)
        {
            if (schedule.TryTake())
            {
                await topic.SendAsync(stream.Next(), stopping);
                left--;
            }
            else
            {
                await ticks.WaitForNextTickAsync(stopping);
            }
        }
    }

    private void FlushBeforeTheEnd()
    {
        using var timeout = new CancellationTokenSource(FlushTimeout);
        try
        {
            topic.Flush(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Log.Unacknowledged(logger, deliveries.InFlight);
        }
    }
}
