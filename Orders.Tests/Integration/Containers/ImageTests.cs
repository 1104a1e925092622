using System.Globalization;
using Orders.AppHost.Embedded.Processes;
using Orders.Tests.Integration.Gateway;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Containers;

public sealed class ImageTests
{
    [Fact]
    public async Task The_gateway_builds_from_what_its_image_is_built_from_and_knows_how_it_is()
    {
        using var build = ImageBuild.Copy();
        await build.RunAsync("restore", "Gateway");
        await build.RunAsync("publish", "Gateway");
        var program = Path.Combine(build.App("Gateway"), "Orders.Gateway.dll");
        await using var queryApi = await Backend.StartAsync();
        var port = LoopbackPort.Next();
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://+:{port}"),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["services__query-api__http__0"] = queryApi.Address,
        };
        async Task<int> HealthAsync() => (await ImageBuild.DotnetAsync([program, "--health-check"], settings)).ExitCode;

        Assert.Equal(1, await HealthAsync());

        var gateway = ChildProcess.Start(new ChildCommand("dotnet", program) { Environment = settings });
        try
        {
            await Eventually.BecomesTrueAsync(async () => await HealthAsync() == 0);
            using var client = new HttpClient();
            Assert.Contains("<html", await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"))), StringComparison.Ordinal);

            queryApi.HealthStatus = 503;
            await Eventually.BecomesTrueAsync(async () => await HealthAsync() == 1);
        }
        finally
        {
            Assert.True(await gateway.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(20)), "It did not stop.");
        }

        Assert.Equal(0, await gateway.Exited);
    }
}
