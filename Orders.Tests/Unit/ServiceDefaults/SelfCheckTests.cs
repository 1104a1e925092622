using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orders.ServiceDefaults.Health;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class SelfCheckTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("http://+:8080", "", "http://127.0.0.1:8080/")]
    [InlineData("http://*:8080;http://*:8090", "", "http://127.0.0.1:8080/")]
    [InlineData("http://0.0.0.0:5080", "", "http://127.0.0.1:5080/")]
    [InlineData("http://[::]:5080", "", "http://127.0.0.1:5080/")]
    [InlineData("http://orders.example:5080", "", "http://127.0.0.1:5080/")]
    [InlineData("http://localhost:5080", "", "http://localhost:5080/")]
    [InlineData("http://10.1.2.3:5080", "", "http://10.1.2.3:5080/")]
    [InlineData("http://[::1]:5080", "", "http://[::1]:5080/")]
    [InlineData("https://+:8443;http://+:8080", "", "http://127.0.0.1:8080/")]
    [InlineData("https://+:8443", "8082", "http://127.0.0.1:8082/")]
    [InlineData("http://localhost:8081", "9081", "http://localhost:9081/")]
    [InlineData("", "", "http://localhost:5000/")]
    public void It_asks_where_the_service_listens(string urls, string management, string address) =>
        Assert.Equal(new Uri(address), SelfAddress.Of(Settings(("urls", urls), ("Management:Port", management))));

    [Fact]
    public void It_knows_the_ports_of_a_container_image() =>
        Assert.Equal(new Uri("http://127.0.0.1:8080/"), SelfAddress.Of(Settings(("http_ports", "8080;8090"))));

    [Theory]
    [InlineData("https://+:8443")]
    [InlineData("http://+:0")]
    [InlineData("http://unix:/tmp/orders.sock")]
    [InlineData("nonsense")]
    public async Task What_cannot_be_asked_is_not_healthy_and_the_line_says_why(string urls)
    {
        var (exitCode, output) = await RunAsync(urls);

        Assert.Equal(1, exitCode);
        Assert.Contains(urls, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HealthStatus.Healthy, 0, "200")]
    [InlineData(HealthStatus.Degraded, 0, "200")]
    [InlineData(HealthStatus.Unhealthy, 1, "503")]
    public async Task The_exit_code_is_what_the_service_says_of_itself(HealthStatus status, int expected, string named)
    {
        await using var service = await TestService.StartAsync(
            builder => builder.Services.AddHealthChecks().AddCheck("the-check", () => new HealthCheckResult(status)));

        var (exitCode, output) = await RunAsync(service.Address.AbsoluteUri);

        Assert.Equal(expected, exitCode);
        Assert.Contains(named, output, StringComparison.Ordinal);
        Assert.Contains("the-check", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_not_healthy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(1, (await RunAsync($"http://127.0.0.1:{port}")).ExitCode);
    }

    [Fact]
    public async Task Silence_is_not_healthy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var (exitCode, _) = await RunAsync($"http://{listener.LocalEndpoint}", TimeSpan.FromMilliseconds(300));

        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task A_redirect_is_not_healthy()
    {
        await using var service = await TestService.StartAsync(map: app => app.Run(context =>
        {
            context.Response.Redirect("/alive");
            return Task.CompletedTask;
        }));

        Assert.Equal(1, (await RunAsync(service.Address.AbsoluteUri)).ExitCode);
    }

    [Theory]
    [InlineData(true, "--health-check")]
    [InlineData(false, "--health-check", "--urls=http://localhost:1")]
    [InlineData(false)]
    public void It_is_asked_for_by_one_argument_alone(bool asked, params string[] args) => Assert.Equal(asked, SelfCheck.IsAskedFor(args));

    private static async Task<(int ExitCode, string Output)> RunAsync(string urls, TimeSpan? patience = null)
    {
        await using var output = new StringWriter();
        var exitCode = await SelfCheck.RunAsync("orders-test", Settings(("urls", urls)), patience ?? Patience, output);
        return (exitCode, output.ToString());
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();
}
