using System.Net;
using Orders.Gateway.Limiting;
using Orders.Tests.Unit.Producer;

namespace Orders.Tests.Unit.Gateway;

public sealed class ClientsTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    public void These_are_one_client(string one, string other) => Assert.Equal(Network(one), Network(other));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("0.0.0.1", "::1")]
    public void These_are_two(string one, string other) => Assert.NotEqual(Network(one), Network(other));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1::/48")]
    public void The_log_gets_no_more_than_where_a_client_comes_from(string address, string logged) =>
        Assert.Equal(logged, Network(address).ToString());

    [Fact]
    public void A_client_is_remembered()
    {
        var clients = new Clients(10, _clock);
        Assert.Same(clients.Of(Network("203.0.113.7")), clients.Of(Network("203.0.113.7")));
        Assert.NotSame(clients.Of(Network("203.0.113.7")), clients.Of(Network("203.0.113.8")));
    }

    [Fact]
    public void However_many_come_there_are_never_more_than_the_capacity()
    {
        var clients = new Clients(100, _clock);
        for (var number = 0; number < 10_000; number++)
        {
            Use(clients.Of(new ClientNetwork((ulong)number, IsV6: true)));
        }

        Assert.Equal(100, clients.Count);
        Assert.Same(clients.Of(new ClientNetwork(20_000, IsV6: true)), clients.Of(new ClientNetwork(30_000, IsV6: true)));
    }

    [Fact]
    public void Those_at_rest_make_room_and_the_others_stay()
    {
        var clients = new Clients(2, _clock);
        var rested = clients.Of(Network("203.0.113.1"));
        Use(rested);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var busy = clients.Of(Network("203.0.113.2"));
        Use(busy);

        var third = clients.Of(Network("203.0.113.3"));
        Use(third);

        Assert.Same(third, clients.Of(Network("203.0.113.3")));
        Assert.Same(busy, clients.Of(Network("203.0.113.2")));
        Assert.NotSame(rested, clients.Of(Network("203.0.113.1")));
        Assert.Equal(2, clients.Count);
    }

    [Fact]
    public void A_share_is_given_back()
    {
        var shares = new Shares<string>();
        Assert.True(shares.TryOpen("a", 2));
        Assert.True(shares.TryOpen("a", 2));
        Assert.False(shares.TryOpen("a", 2));
        Assert.True(shares.TryOpen("b", 2));

        shares.Close("a");

        Assert.True(shares.TryOpen("a", 2));
        shares.Close("a");
        shares.Close("a");
        shares.Close("b");
        Assert.Equal(0, shares.Holders);
    }

    [Fact]
    public void Shares_balance_when_many_take_and_give_at_once()
    {
        var shares = new Shares<int>();
        Parallel.For(0, 20_000, number =>
        {
            if (shares.TryOpen(number % 3, 5))
            {
                shares.Close(number % 3);
            }
        });

        Assert.Equal(0, shares.Holders);
    }

    private static ClientNetwork Network(string address) => ClientNetwork.Of(IPAddress.Parse(address));

    private void Use(Client client) => client.Api.TryTake(Rate.Of(1, TimeSpan.FromSeconds(1), 1, _clock), _clock.GetTimestamp(), out _);
}
