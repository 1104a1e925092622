namespace Orders.QueryApi;

/// <summary>Pauses between tries: each about twice as long as the one before, with jitter so that instances do not march in step.</summary>
internal sealed class GrowingPause(TimeSpan first, TimeSpan longest)
{
    private int _tries;

    public TimeSpan Next()
    {
        var doubled = first * Math.Pow(2, Math.Min(_tries++, 20));
        var pause = doubled < longest ? doubled : longest;
#pragma warning disable CA5394 // Nothing secret hangs on it.
        return pause * (0.75 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
    }

    public void Reset() => _tries = 0;
}
