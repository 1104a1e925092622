using Orders.Chaos.Running;

namespace Orders.Chaos.Faults;

/// <summary>A fault as it strikes.</summary>
/// <param name="Target">Which of the fault's targets is hit.</param>
/// <param name="Duration">How long to keep it up.</param>
/// <param name="Stop">The run is to end: let go earlier. Healing goes on regardless.</param>
internal sealed record Hit(Rig Rig, string Target, Random Random, TimeSpan Duration, CancellationToken Stop)
{
    /// <summary>Nobody waits any longer for the target to be well again.</summary>
    public CancellationToken GiveUp { get; init; }

    public OrdersSystem System => Rig.System;

    public Task HoldAsync() => HoldAsync(Duration);

    public Task HoldAsync(TimeSpan duration) =>
        Task.Delay(duration, Stop).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Does something again and again while the fault lasts.</summary>
    public async Task KeepAsync(TimeSpan interval, Func<Task> act)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        over.CancelAfter(Duration);
        while (!over.IsCancellationRequested)
        {
            await act();
            await HoldAsync(interval);
        }
    }
}
