using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Orders.ServiceDefaults;
using Orders.ServiceDefaults.Health;

namespace Orders.Tests.Unit.ServiceDefaults;

/// <summary>A service of nothing but the defaults, run as Program.cs would, on a port that is free.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly StringWriter _errors = new();
    private readonly TaskCompletionSource<IHostApplicationLifetime> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<int> _run;
    private WebApplication? _app;

    private TestService(string[] settings, Action<WebApplicationBuilder>? add, Action<WebApplication>? map) =>
        _run = Task.Run(() => ServiceHost.RunAsync(
            "orders-test",
            ["--urls", "http://127.0.0.1:0", .. settings],
            add ?? (_ => { }),
            app =>
            {
                _app = app;
                app.Lifetime.ApplicationStarted.Register(() => _started.SetResult(app.Lifetime));
                map?.Invoke(app);
            },
            app => app.MapOperations(),
            _errors));

    public HttpClient Client { get; } = new();

    public string Errors => _errors.ToString();

    public Uri Address => new(_app!.Urls.Single());

    public static async Task<TestService> StartAsync(
        Action<WebApplicationBuilder>? add = null, Action<WebApplication>? map = null, params string[] settings)
    {
        var service = new TestService(settings, add, map);
        var first = await Task.WhenAny(service._started.Task, service._run).WaitAsync(Deadline);
        Assert.True(first == service._started.Task, $"It did not start: {service.Errors}");
        service.Client.BaseAddress = service.Address;
        return service;
    }

    /// <summary>Runs a service that is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Errors)> RunAsync(
        Action<WebApplicationBuilder>? add = null, Action<WebApplication>? map = null, params string[] settings)
    {
        await using var service = new TestService(settings, add, map);
        return (await service._run.WaitAsync(Deadline), service.Errors);
    }

    public async Task<int> StopAsync()
    {
        (await _started.Task).StopApplication();
        return await _run.WaitAsync(Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.Task.IsCompleted && !_run.IsCompleted)
        {
            await StopAsync();
        }

        Client.Dispose();
        await _errors.DisposeAsync();
    }
}
