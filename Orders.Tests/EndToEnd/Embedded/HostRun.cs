using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Confluent.Kafka;

using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.Processes;
using Orders.Chaos.Accounting;
using Orders.Contracts;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Embedded;

/// <summary>The whole system as ./run starts it, as a child of the test.</summary>
internal sealed class HostRun : IAsyncDisposable
{
    private readonly ScratchFolder _folder;
    private readonly bool _ownsFolder;
    private readonly ChildProcess _host;
    private readonly RecentLines _lines = new(200);
    private readonly string? _leftBefore;
    private readonly ConcurrentQueue<string> _allLines = [];

    private HostRun(ScratchFolder folder, bool ownsFolder, int port, string[] arguments, Dictionary<string, string?>? environment)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        Port = port;
        _leftBefore = ReadEndpoints();
        // What a killed host left would look as if this one were ready before it has begun.
        File.Delete(EndpointsFile);
        _host = ChildProcess.Start(
            Command(["--port", port.ToString(CultureInfo.InvariantCulture), "--data", folder.Child("data"), "--endpoints", EndpointsFile, .. arguments])
            with { Environment = environment ?? [], OnLine = Keep });
    }

    public int Port { get; }

    public string EndpointsFile => _folder.Child("endpoints.json");

    public string Output => _lines.ToString();

    /// <summary>Everything that the host and its services have printed.</summary>
    public IReadOnlyCollection<string> AllLines => _allLines;

    public Task<int> Exited => _host.Exited;

    public Uri Page => new($"http://localhost:{Port.ToString(CultureInfo.InvariantCulture)}/");

    public static ChildCommand Command(params string[] arguments) => new("dotnet", [
        Path.Combine(Repository.Root, "Orders.AppHost", "bin", Repository.Configuration, Repository.TargetFramework, "Orders.AppHost.dll"),
        "--embedded", .. arguments]);

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static async Task<HostRun> StartAsync(params string[] arguments) => await ReadyAsync(new(new ScratchFolder(), ownsFolder: true, LoopbackPort.Next(), arguments, null));

    public static async Task<HostRun> StartAsync(Dictionary<string, string?> environment, params string[] arguments) =>
        await ReadyAsync(new(new ScratchFolder(), ownsFolder: true, LoopbackPort.Next(), arguments, environment));

    public static async Task<HostRun> StartAsync(ScratchFolder folder, Dictionary<string, string?> environment, params string[] arguments) =>
        await ReadyAsync(new(folder, ownsFolder: false, LoopbackPort.Next(), arguments, environment));

    // What an earlier run left behind says nothing about this one.
    private bool IsReady => ReadEndpoints() is { } content && content != _leftBefore;

    public JsonElement Endpoints()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(EndpointsFile));
        return document.RootElement.Clone();
    }

    public Dictionary<string, int> ProcessIds() =>
        Endpoints().GetProperty("processes").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetInt32());

    public void Send(Signal signal) => _host.Send(signal);

    /// <summary>Appends the first version of an order to <c>orders</c>.</summary>
    public async Task AppendAsync(string uid)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = Endpoints().GetProperty("kafka").GetString() }).Build();
        await producer.ProduceAsync(TopicNames.Orders, new Message<string, byte[]> { Key = uid, Value = OrderText.Valid(uid, 1) });
    }

    /// <summary>Asks the gateway.</summary>
    public async Task<bool> HasAsync(HttpClient client, string uid)
    {
        using var answer = await client.GetAsync(Order(uid));
        return answer.IsSuccessStatusCode;
    }

    public Uri Order(string uid) => new(Page, $"api/orders/{uid}");

    /// <summary>Asks it to stop and returns its exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync(Signal signal = Signal.Terminate)
    {
        var clock = Stopwatch.StartNew();
        _host.Send(signal);
        return (await _host.Exited.WaitAsync(TimeSpan.FromSeconds(30)), clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_host.Exited.IsCompleted)
        {
            await StopAsync();
        }

        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }

    private void Keep(string line)
    {
        _lines.Add(line);
        _allLines.Enqueue(line);
    }

    private string? ReadEndpoints()
    {
        try
        {
            return File.ReadAllText(EndpointsFile);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async Task<HostRun> ReadyAsync(HostRun run)
    {
        try
        {
            await Eventually.BecomesTrueAsync(() => run._host.Exited.IsCompleted || run.IsReady, TimeSpan.FromMinutes(3));
            Assert.False(run._host.Exited.IsCompleted, run.Output);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }
}
