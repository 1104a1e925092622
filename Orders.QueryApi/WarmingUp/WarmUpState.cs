namespace Orders.QueryApi.WarmingUp;

/// <summary>Whether the cache has been filled once since the start.</summary>
internal sealed class WarmUpState
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public void SetDone() => _done.TrySetResult();
}
