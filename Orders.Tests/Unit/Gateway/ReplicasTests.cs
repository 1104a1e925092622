using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Orders.Gateway.Discovering;
using Orders.Tests.Integration.Gateway;

namespace Orders.Tests.Unit.Gateway;

public sealed class ReplicasTests
{
    private static readonly Uri QueryApi = new("http://query-api:8080/");

    private readonly FakeNames _names = new();
    private readonly Replicas _replicas;

    public ReplicasTests() => _replicas = new Replicas(_names.LookUpAsync, TimeProvider.System, NullLogger<Replicas>.Instance);

    [Fact]
    public async Task Each_address_of_a_name_is_an_instance_in_an_order_that_does_not_change()
    {
        _names["query-api"] = ["10.0.0.9", "10.0.0.3"];
        Assert.Equal(["http://10.0.0.3:8080/", "http://10.0.0.9:8080/"], await FindAsync());

        _names["query-api"] = ["10.0.0.3", "10.0.0.9"];
        Assert.Equal(["http://10.0.0.3:8080/", "http://10.0.0.9:8080/"], await FindAsync());
    }

    [Fact]
    public async Task Instances_come_and_go()
    {
        _names["query-api"] = ["10.0.0.3"];
        Assert.Single(await FindAsync());
        _names["query-api"] = ["10.0.0.3", "10.0.0.4", "10.0.0.5"];
        Assert.Equal(3, (await FindAsync()).Count());
        _names["query-api"] = ["10.0.0.5"];
        Assert.Equal(["http://10.0.0.5:8080/"], await FindAsync());
    }

    [Fact]
    public async Task An_instance_with_an_address_of_each_family_is_one()
    {
        _names["query-api"] = ["fd00::3", "10.0.0.3"];
        Assert.Equal(["http://10.0.0.3:8080/"], await FindAsync());
    }

    [Fact]
    public async Task Where_there_are_only_addresses_of_the_newer_family_they_count()
    {
        _names["query-api"] = ["fd00::4", "fd00::3"];
        Assert.Equal(["http://[fd00::3]:8080/", "http://[fd00::4]:8080/"], await FindAsync());
    }

    [Fact]
    public async Task A_name_that_is_not_there_yet_stands_for_itself() => Assert.Equal(["http://query-api:8080/"], await FindAsync());

    [Fact]
    public async Task A_name_that_cannot_be_looked_up_any_more_keeps_its_instances()
    {
        _names["query-api"] = ["10.0.0.3", "10.0.0.4"];
        await FindAsync();

        _names["query-api"] = [];
        Assert.Equal(["http://10.0.0.3:8080/", "http://10.0.0.4:8080/"], await FindAsync());
    }

    [Fact]
    public async Task A_name_server_that_says_nothing_is_not_waited_for()
    {
        var silent = new Replicas(
            (_, _) => new TaskCompletionSource<IPAddress[]>().Task, TimeProvider.System, NullLogger<Replicas>.Instance);

        Assert.Equal([QueryApi], await silent.OfAsync(QueryApi, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("http://localhost:8080/")]
    public async Task An_address_of_one_instance_is_never_looked_up(string address)
    {
        Assert.Equal([new Uri(address)], await _replicas.OfAsync(new Uri(address), CancellationToken.None));
        Assert.Equal(0, _names.Lookups);
    }

    private async Task<IEnumerable<string>> FindAsync() => (await _replicas.OfAsync(QueryApi, CancellationToken.None)).Select(instance => instance.AbsoluteUri);
}
