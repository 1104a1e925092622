namespace Orders.QueryApi.Following;

/// <summary>What the follower is about, for whoever has to wait for it or to report on it.</summary>
internal sealed class FollowingState
{
    private readonly TaskCompletionSource _noted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _trouble = "waiting for Kafka";

    /// <summary>Completes when the follower knows, for the first time, from where on it will see every change.</summary>
    public Task EndsNoted => _noted.Task;

    /// <summary>Why changes do not arrive, or null.</summary>
    public string? Trouble
    {
        get => _trouble;
        set => _trouble = value;
    }

    public void SetEndsNoted() => _noted.TrySetResult();
}
