using Microsoft.AspNetCore.Http;
using Orders.Gateway.Admitting;

namespace Orders.Tests.Unit.Gateway;

public sealed class LocalNamesTests
{
    [Theory]
    [InlineData("localhost:8081", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("gateway", true)]
    [InlineData("", true)]
    [InlineData("127.0.0.1:8081", true)]
    [InlineData("192.168.1.7", true)]
    [InlineData("[::1]:8081", true)]
    [InlineData("[2001:db8::7]", true)]
    [InlineData("orders.localhost", true)]
    [InlineData("my-machine.local", true)]
    [InlineData("Host.Docker.Internal", true)]
    [InlineData("orders.home.arpa", true)]
    [InlineData("evil.example.org", false)]
    [InlineData("evil.example.org.", false)]
    [InlineData("localhost.evil.example.org:8081", false)]
    [InlineData("127.0.0.1.evil.example.org", false)]
    [InlineData("evillocal.org", false)]
    [InlineData("notlocalhost.dev", false)]
    public void They_are_those_that_nobody_on_the_internet_can_own(string host, bool isLocal) =>
        Assert.Equal(isLocal, LocalNames.Contain(new HostString(host)));
}
