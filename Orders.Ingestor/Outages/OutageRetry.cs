using System.Diagnostics;

namespace Orders.Ingestor.Outages;

/// <summary>
/// Tries again until it works, with growing pauses and jitter, and lets <c>/health</c> know meanwhile. One for each loop that may
/// meet an outage.
/// </summary>
internal sealed class OutageRetry(string activity, IngestorHealth health, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <param name="attempt">Must be safe to repeat, also when it had succeeded without anybody learning of it.</param>
    /// <param name="giveUp">Ends the waiting between attempts, never an attempt.</param>
    /// <exception cref="OperationCanceledException">Gave up.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CancellationToken giveUp)
    {
        string? told = null;
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                var result = await attempt();
                health.Recovered(activity);
                return result;
            }
            catch (Exception outage) when (Outage.Is(outage))
            {
                var reason = Outage.Describe(outage);
                if (health.Failing(activity, reason))
                {
                    log.OutageBegan(activity, reason);
                }

                if (reason != told)
                {
                    // Each attempt has its own span; the batch's says what it waited for, once however long.
                    Activity.Current?.AddException(outage, new TagList { { "exception.message", reason } });
                    told = reason;
                }

                giveUp.ThrowIfCancellationRequested();
                await Task.Delay(Jittered(pause), time, giveUp);
            }
        }
    }

    public Task RunAsync(Func<Task> attempt, CancellationToken giveUp) => RunAsync(
        async () =>
        {
            await attempt();
            return true;
        },
        giveUp);

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>Between half and the whole of it, so that instances do not come back in step.</summary>
#pragma warning disable CA5394 // Spreads load; guards nothing.
    private static TimeSpan Jittered(TimeSpan pause) => pause * (0.5 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
}
