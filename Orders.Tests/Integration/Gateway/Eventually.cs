namespace Orders.Tests.Integration.Gateway;

internal static class Eventually
{
    /// <summary>Asks until the answer is yes; fails with what was waited for once the deadline has passed.</summary>
    public static async Task AsyncTrue(Func<Task<bool>> condition, TimeSpan deadline, string what)
    {
        using var clock = new CancellationTokenSource(deadline);
        while (!await condition())
        {
            if (clock.IsCancellationRequested)
            {
                Assert.Fail($"Waited {deadline.TotalSeconds:0} s for {what}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }
}
