using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orders.ServiceDefaults.Hosting;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class StopOnStdinEndTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Pipe _stdin = new();
    private readonly SemaphoreSlim _givenUp = new(0);
    private readonly TaskCompletionSource _stopping = new();
    private WebApplication? _app;

    public void Dispose() => _givenUp.Dispose();

    [Fact]
    public async Task The_service_stops_when_the_other_end_of_its_input_is_closed_and_not_before()
    {
        await using var service = await StartAsync();

        await _stdin.Writer.WriteAsync("still here\n"u8.ToArray());
        using (var response = await service.Client.GetAsync(new Uri("/alive", UriKind.Relative)))
        {
            Assert.True(response.IsSuccessStatusCode);
        }

        Assert.False(_stopping.Task.IsCompleted);
        await _stdin.Writer.CompleteAsync();
        await _stopping.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task An_input_that_cannot_be_read_any_more_has_ended()
    {
        await using var service = await StartAsync();

        await _stdin.Writer.CompleteAsync(new IOException("Input/output error"));

        await _stopping.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_stop_that_does_not_end_is_given_up_whoever_asked_for_it()
    {
        await using var service = await StartAsync();

        _app!.Lifetime.StopApplication();

        Assert.True(await _givenUp.WaitAsync(Patience));
        await _stdin.Writer.CompleteAsync();
    }

    private async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(
            builder => builder.Services.AddHostedService(services =>
                ActivatorUtilities.CreateInstance<StopOnStdinEnd>(services, _stdin.Reader.AsStream(), (Action)(() => _givenUp.Release()))),
            built => _app = built);
        _app!.Lifetime.ApplicationStopping.Register(() => _stopping.TrySetResult());
        return service;
    }
}
