using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Orders.Gateway.Guarding;
using Orders.Gateway.Listening;

namespace Orders.Tests.Unit.Gateway;

public sealed class ConnectionSharesTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _end = new();
    private readonly ConnectionDelegate _guard;
    private readonly List<Task> _connections = [];
    private int _served;

    public ConnectionSharesTests()
    {
        var shares = new ConnectionShares(Options.Create(new LimitOptions { MaxConnectionsPerClient = 2 }), new TrustedProxies([IPNetwork.Parse("10.0.0.0/8")]));
        _guard = shares.Guard(_ =>
        {
            _served++;
            return _end.Task;
        });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _end.TrySetResult();
        return Task.WhenAll(_connections);
    }

    [Fact]
    public void A_client_gets_its_share_and_leaves_the_others_theirs()
    {
        Open("203.0.113.7", 3);
        Assert.Equal(2, _served);
        Open("203.0.113.8", 1);
        Assert.Equal(3, _served);
    }

    [Fact]
    public void The_addresses_of_one_network_share() => Assert.Equal(2, Served(() => Array.ForEach(["2001:db8::1", "2001:db8::2", "2001:db8::3"], address => Open(address, 1))));

    [Fact]
    public void A_proxy_and_this_machine_speak_for_many()
    {
        Open("10.1.2.3", 5);
        Open("127.0.0.1", 5);
        Assert.Equal(10, _served);
    }

    [Fact]
    public async Task What_is_closed_can_be_opened_again()
    {
        Open("203.0.113.7", 2);
        _end.SetResult();
        await Task.WhenAll(_connections);
        Assert.Equal(1, Served(() => Open("203.0.113.7", 1)));
    }

    private int Served(Action open)
    {
        var before = _served;
        open();
        return _served - before;
    }

    private void Open(string address, int count)
    {
        for (var number = 0; number < count; number++)
        {
            _connections.Add(_guard(new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 50_000 + number) }));
        }
    }
}
