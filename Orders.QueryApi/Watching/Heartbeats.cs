using Microsoft.Extensions.Options;

namespace Orders.QueryApi.Watching;

/// <summary>Tells every stream in turn that a heartbeat is due: one timer for all of them.</summary>
internal sealed class Heartbeats(OrderWatchers watchers, IOptions<WatchingOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Heartbeat / OrderWatcher.Turns, time);
        for (var turn = 0; await timer.WaitForNextTickAsync(stoppingToken); turn = (turn + 1) % OrderWatcher.Turns)
        {
            watchers.Beat(turn);
        }
    }
}
