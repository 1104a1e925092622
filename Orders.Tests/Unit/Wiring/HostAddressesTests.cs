using Orders.AppHost.Containers.Engine;

namespace Orders.Tests.Unit.Wiring;

public sealed class HostAddressesTests
{
    [Fact]
    public void On_Linux_a_service_listens_on_the_bridge_of_Docker_too() => Assert.Equal(["localhost", "172.17.0.1"], HostAddresses.Choose(linux: true, "172.17.0.1"));

    [Fact]
    public void Elsewhere_the_loopback_is_enough() => Assert.Equal(["localhost"], HostAddresses.Choose(linux: false, bridge: null));

    [Fact]
    public void Without_a_bridge_on_Linux_it_listens_everywhere() => Assert.Equal(["0.0.0.0"], HostAddresses.Choose(linux: true, bridge: null));

    [Fact]
    public void There_is_an_address_for_each_host() => Assert.All(HostAddresses.Urls(8083).Split(';'), url => Assert.Equal(8083, new Uri(url).Port));
}
