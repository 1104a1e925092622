using System.IO.Pipes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orders.ServiceDefaults.Hosting;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class StopOnStdinEndTests
{
    [Fact]
    public async Task The_service_stops_when_the_other_end_of_its_input_is_closed_and_not_before()
    {
        await using var parent = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var input = new AnonymousPipeClientStream(PipeDirection.In, parent.ClientSafePipeHandle);
        WebApplication? app = null;
        await using var service = await TestService.StartAsync(
            builder => builder.Services.AddHostedService(services =>
                ActivatorUtilities.CreateInstance<StopOnStdinEnd>(services, (Stream)input, (Action)(static () => { }))),
            built => app = built);
        var stopping = new TaskCompletionSource();
        app!.Lifetime.ApplicationStopping.Register(stopping.SetResult);

        await parent.WriteAsync("still here\n"u8.ToArray());
        using (var response = await service.Client.GetAsync(new Uri("/alive", UriKind.Relative)))
        {
            Assert.True(response.IsSuccessStatusCode);
        }

        Assert.False(stopping.Task.IsCompleted);
        await parent.DisposeAsync();
        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_stop_that_does_not_end_is_given_up_whoever_asked_for_it()
    {
        await using var parent = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var input = new AnonymousPipeClientStream(PipeDirection.In, parent.ClientSafePipeHandle);
        using var givenUp = new SemaphoreSlim(0);
        WebApplication? app = null;
        await using var service = await TestService.StartAsync(
            builder => builder.Services.AddHostedService(services =>
                ActivatorUtilities.CreateInstance<StopOnStdinEnd>(services, (Stream)input, (Action)(() => givenUp.Release()))),
            built => app = built);

        app!.Lifetime.StopApplication();

        Assert.True(await givenUp.WaitAsync(TimeSpan.FromSeconds(30)));

        // Whoever reads from the pipe still does; closing its own end would wait for that.
        await parent.DisposeAsync();
    }
}
