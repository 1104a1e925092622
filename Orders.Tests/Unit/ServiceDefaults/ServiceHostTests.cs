using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orders.ServiceDefaults;
using Orders.Tests.Integration.Gateway;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class ServiceHostTests
{
    [Fact]
    public async Task A_graceful_stop_ends_with_0_and_says_nothing_on_stderr()
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(0, await service.StopAsync());
        Assert.Empty(service.Errors);
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("GEt", 405)]
    public async Task A_method_counts_as_it_is_written(string method, int status)
    {
        await using var service = await TestService.StartAsync(map: app => app.MapGet("/hello", () => "hello"));
        using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, service.Address.Port));

        var answer = await client.AskAsync($"{method} /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Topics:OrdersPartitions=0", "Topics:OrdersPartitions")]
    [InlineData("--Topics:OrdersPartitions=many", "Topics:OrdersPartitions")]
    [InlineData("--Topics:Orders=two words", "Topics:Orders")]
    [InlineData("--Topics:Changes=orders", "Topics:Changes")]
    [InlineData("--urls=nonsense", "'nonsense'")]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=nonsense", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task A_wrong_setting_ends_with_1_and_one_line_that_names_it(string setting, string named)
    {
        var (exitCode, errors) = await TestService.RunAsync(
            builder => builder.AddSettings<TopicOptions>(TopicOptions.Section), settings: setting);

        Assert.Equal(1, exitCode);
        AssertOneLine(errors, named);
    }

    [Fact]
    public async Task A_missing_connection_string_ends_with_1_and_says_how_to_set_it()
    {
        var (exitCode, errors) = await TestService.RunAsync(builder => builder.RequireConnectionString("orders_of_nobody"));

        Assert.Equal(1, exitCode);
        AssertOneLine(errors, "ConnectionStrings__orders_of_nobody");
    }

    [Fact]
    public async Task A_port_in_use_ends_with_1_and_names_the_address()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var (exitCode, errors) = await TestService.RunAsync(settings: $"--urls={address}");

        Assert.Equal(1, exitCode);
        AssertOneLine(errors, address);
    }

    [Fact]
    public async Task A_background_service_that_fails_ends_the_process_with_1()
    {
        var (exitCode, errors) = await TestService.RunAsync(builder =>
            builder.Services.AddHostedService(_ => new Failing(afterStart: true, new InvalidOperationException("the loop ended"))));

        Assert.Equal(1, exitCode);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_background_service_that_fails_while_the_others_start_ends_the_process_with_1()
    {
        var (exitCode, _) = await TestService.RunAsync(builder =>
            builder.Services.AddHostedService(_ => new Failing(afterStart: false, new InvalidOperationException("the loop ended"))));

        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task A_background_service_that_finds_a_wrong_setting_says_so_in_one_line()
    {
        var (exitCode, errors) = await TestService.RunAsync(builder =>
            builder.Services.AddHostedService(_ => new Failing(afterStart: true, new ConfigurationException("This database is not ours."))));

        Assert.Equal(1, exitCode);
        AssertOneLine(errors, "This database is not ours.");
    }

    [Fact]
    public async Task A_background_service_that_does_not_stop_in_time_is_named_and_ends_the_process_with_1()
    {
        await using var service = await TestService.StartAsync(
            builder => builder.Services.AddHostedService<Deaf>(), settings: "--shutdownTimeoutSeconds=1");

        Assert.Equal(1, await service.StopAsync());
        AssertOneLine(service.Errors, nameof(Deaf));
    }

    [Fact]
    public async Task A_hosted_service_that_finds_a_wrong_setting_when_it_starts_says_so_in_one_line()
    {
        var (exitCode, errors) = await TestService.RunAsync(builder =>
            builder.Services.AddHostedService<Refusing>());

        Assert.Equal(1, exitCode);
        AssertOneLine(errors, "This database is not ours.");
    }

    [Fact]
    public async Task A_bug_is_not_dressed_up_as_a_setting() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TestService.RunAsync(_ => throw new InvalidOperationException("a bug")));

    private static void AssertOneLine(string errors, string part)
    {
        Assert.StartsWith("orders-test: ", errors, StringComparison.Ordinal);
        Assert.Equal(errors.Length - Environment.NewLine.Length, errors.IndexOf(Environment.NewLine, StringComparison.Ordinal));
        Assert.Contains(part, errors, StringComparison.Ordinal);
    }

    private sealed class Failing(bool afterStart, Exception exception) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            afterStart ? FailLaterAsync() : Task.FromException(exception);

        private async Task FailLaterAsync()
        {
            await Task.Yield();
            throw exception;
        }
    }

    private sealed class Deaf : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    private sealed class Refusing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new ConfigurationException("This database is not ours.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
