using System.Net;
using Microsoft.Extensions.Configuration;
using Orders.Gateway.Listening;
using Orders.ServiceDefaults;

namespace Orders.Tests.Unit.Gateway;

public sealed class TrustedProxiesTests
{
    [Fact]
    public void By_default_nobody_is_trusted()
    {
        Assert.False(Read(null).Any);
        Assert.False(Read(null).Contain(IPAddress.Loopback));
    }

    [Fact]
    public void Addresses_and_networks_can_be_mixed()
    {
        var proxies = Read("10.0.0.0/8, 192.0.2.5;::1");

        Assert.True(proxies.Contain(IPAddress.Parse("10.20.30.40")));
        Assert.True(proxies.Contain(IPAddress.Parse("::ffff:10.20.30.40")));
        Assert.True(proxies.Contain(IPAddress.Parse("192.0.2.5")));
        Assert.True(proxies.Contain(IPAddress.IPv6Loopback));
        Assert.False(proxies.Contain(IPAddress.Parse("192.0.2.6")));
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/40")]
    public void What_is_neither_is_refused(string setting) =>
        Assert.Contains("TrustedProxies", Assert.Throws<ConfigurationException>(() => Read(setting)).Message, StringComparison.Ordinal);

    private static TrustedProxies Read(string? setting) =>
        TrustedProxies.Read(new ConfigurationBuilder().AddInMemoryCollection([new("TrustedProxies", setting)]).Build());
}
