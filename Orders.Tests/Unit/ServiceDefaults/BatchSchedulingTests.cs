using Orders.ServiceDefaults.Hosting;
using Orders.Tests.Servers;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class BatchSchedulingTests
{
    [Fact]
    public async Task A_thread_that_asks_and_those_that_it_starts_from_then_on_are_under_the_policy_for_batches()
    {
        var (refusal, own, started) = await OnAThreadAsync(() =>
            (BatchScheduling.Ask(), ThreadPolicies.OfThisThread, OnAThreadAsync(() => ThreadPolicies.OfThisThread)));

        Assert.Null(refusal);
        Assert.Equal(ThreadPolicies.Batch, own);
        Assert.Equal(ThreadPolicies.Batch, await started);
    }

    private static Task<T> OnAThreadAsync<T>(Func<T> ask)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                answer.SetResult(ask());
            }
            catch (Exception failure) when (answer.TrySetException(failure))
            {
                // The test waits for it.
            }
        }).Start();
        return answer.Task;
    }
}
