using Orders.Chaos.Messages;

namespace Orders.Tests.EndToEnd.Messages;

[Collection(WholeMachine.Name)]
public sealed class MessagesTests
{
    /// <summary>What ./chaos messages does a million times.</summary>
    [Fact]
    public async Task Every_spoilt_message_is_stored_or_dead_lettered_with_a_true_reason()
    {
        await using var report = new StringWriter();
        await using var log = new StringWriter();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var held = await new MessagesRun(15_000, seed: 5, TextWriter.Synchronized(report), log).RunAsync(deadline.Token);
        Assert.True(held, $"{report}\n{log}");
    }
}
