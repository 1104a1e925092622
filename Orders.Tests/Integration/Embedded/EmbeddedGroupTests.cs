using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Embedded;

/// <summary>
/// A member that waits for its group's answer and loses its connection asks again over another, and the broker has not noticed: it reads nothing from a
/// connection that waits for an answer, not even its end. An assertion of librdkafka ended the process then, which with <c>./run</c> is everything.
/// </summary>
public sealed class EmbeddedGroupTests : IDisposable
{
    /// <summary>When a new member comes, the others have half a second to join again.</summary>
    private static readonly TimeSpan _session = TimeSpan.FromSeconds(1.5);

    private readonly TestBroker _broker = new();
    private readonly MemberConnection _observer;

    public EmbeddedGroupTests() => _observer = Connect("nobody");

    public void Dispose()
    {
        _observer.Dispose();
        _broker.Dispose();
    }

    [PatchedBrokerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_again_over_another_connection_is_answered_there(bool isLost)
    {
        using var leader = Connect("a");
        await leader.JoinAsync(_session);
        await leader.SyncAsync(await leader.JoinedAsync(), ("a", "everything"));
        Assert.Equal("everything", await leader.SyncedAsync());

        using var first = Connect("b");
        await first.JoinAsync(_session);
        using var second = await LeaveForAnotherAsync(first, isLost);
        await second.JoinAsync(_session);
        await leader.JoinAsync(_session);
        var generation = await leader.JoinedAsync();
        Assert.Equal(generation, await second.JoinedAsync());

        await second.SyncAsync(generation);
        using var third = await LeaveForAnotherAsync(second, isLost);
        await third.SyncAsync(generation);
        await AllIsReadAsync();
        await leader.SyncAsync(generation, ("a", "one half"), ("b", "the other half"));
        Assert.Equal("one half", await leader.SyncedAsync());
        Assert.Equal("the other half", await third.SyncedAsync());

        if (!isLost)
        {
            await first.HeartbeatAsync(generation);
            await second.HeartbeatAsync(generation);
        }
    }

    private MemberConnection Connect(string member) => new(_broker.BootstrapServers, "group", member);

    private async Task<MemberConnection> LeaveForAnotherAsync(MemberConnection connection, bool isLost)
    {
        await AllIsReadAsync();
        if (isLost)
        {
            connection.Dispose();
        }

        return Connect("b");
    }

    /// <summary>The broker's one thread takes what has come from all its connections in turns: what was sent before, it has read after two more of them.</summary>
    private async Task AllIsReadAsync()
    {
        await _observer.HeartbeatAsync(0);
        await _observer.HeartbeatAsync(0);
    }
}
