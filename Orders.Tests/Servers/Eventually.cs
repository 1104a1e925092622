using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Orders.Tests.Servers;

/// <summary>Waits for a condition, never for a time.</summary>
internal static class Eventually
{
    public static Task BecomesTrueAsync(
        Func<bool> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        BecomesTrueAsync(() => Task.FromResult(condition()), deadline, what);

    /// <param name="condition">Asked again and again until it says yes.</param>
    /// <param name="deadline">30 s unless given: generous, a busy machine must not fail a test.</param>
    /// <param name="what">For the message.</param>
    public static async Task BecomesTrueAsync(
        Func<Task<bool>> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var patience = deadline ?? TimeSpan.FromSeconds(30);
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < patience, $"Not within {patience.TotalSeconds} s: {what}");
            await Task.Delay(20);
        }
    }
}
