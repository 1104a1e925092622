using Microsoft.AspNetCore.Http;
using Orders.Gateway.Admitting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Orders.Tests.Unit.Gateway;

public sealed class AccessOfRoutesTests
{
    private static readonly RouteModel Proxied = new(new RouteConfig { RouteId = "any" }, cluster: null, HttpTransformer.Default);

    [Fact]
    public void A_route_that_nobody_has_marked_is_the_operators() => Assert.Same(Access.Operators, Access.Of(Proxied.Config));

    [Fact]
    public void Nor_does_a_forgotten_mark_on_its_endpoint_open_it() => Assert.True(Access.IsForOperators(Endpoint(Proxied)));

    [Fact]
    public void A_marked_one_is_everybodys() =>
        Assert.False(Access.IsForOperators(Endpoint(Proxied, Access.Of(Proxied.Config with { Metadata = Access.EverybodysRoute }))));

    [Fact]
    public void What_the_gateway_serves_itself_is_everybodys_unless_it_says_otherwise()
    {
        Assert.False(Access.IsForOperators(Endpoint()));
        Assert.True(Access.IsForOperators(Endpoint(Access.Operators)));
    }

    private static Endpoint Endpoint(params object[] metadata) => new(requestDelegate: null, new EndpointMetadataCollection(metadata), displayName: null);
}
