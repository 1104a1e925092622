namespace Orders.Tests.Integration.Gateway;

/// <summary>Who sees an order in full: the gateway decides, and tells the query API.</summary>
public sealed class ViewTests
{
    [Theory]
    [InlineData("Production", "auto", false, "masked")]
    [InlineData("Production", "auto", true, "full")]
    [InlineData("Production", "always", true, "masked")]
    [InlineData("Production", "never", false, "full")]
    [InlineData("Staging", "auto", false, "masked")]
    [InlineData("Development", "auto", false, "full")]
    [InlineData("Development", "always", false, "masked")]
    public async Task The_view_depends_on_the_environment_the_setting_and_the_key(string environment, string mask, bool withKey, string view)
    {
        var (key, setting) = Keys.New();
        await using var queryApi = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            [queryApi], ("environment", environment), ("Privacy:Mask", mask), ("Auth:ApiKeys", setting));

        using var response = await gateway.Public.GetAsync("/api/orders/abc", withKey ? [(Keys.Header, key)] : []);

        Assert.Equal(view, queryApi.Requests.Single()["X-Orders-View"]);
    }

    [Fact]
    public async Task A_client_does_not_choose_its_own_view()
    {
        await using var queryApi = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync([queryApi], ("environment", "Production"));

        using var once = await gateway.Public.GetAsync("/api/orders/abc", ("X-Orders-View", "full"));
        using var twice = await gateway.Public.GetAsync("/api/orders/abc", ("x-orders-view", "full"), ("X-ORDERS-VIEW", "full"));
        using var hopByHop = await gateway.Public.GetAsync("/api/orders/abc", ("Connection", "X-Orders-View"));

        Assert.All(queryApi.Requests, headers => Assert.Equal("masked", headers["X-Orders-View"]));
    }

    [Theory]
    [InlineData("sometimes")]
    [InlineData("7")]
    public async Task A_setting_that_is_none_stops_the_start(string mask) =>
        await Assert.ThrowsAnyAsync<Exception>(() => RunningGateway.StartAsync(["http://127.0.0.1:9"], ("Privacy:Mask", mask)));
}
