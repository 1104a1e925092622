using System.Net;

using Orders.Chaos.Requests.Making;
using Orders.Chaos.Requests.Measuring;
using Orders.Chaos.Running;

namespace Orders.Chaos.Requests.Running;

/// <summary>The services that answer, and what they hold.</summary>
internal sealed class Services(OrdersSystem system) : IDisposable
{
    private const string Gateway = "gateway";

    private readonly HttpClient _http = new();

    public IReadOnlyDictionary<Door, IReadOnlyList<IPEndPoint>> Addresses { get; } = new Dictionary<Door, IReadOnlyList<IPEndPoint>>
    {
        [Door.Gateway] = [new IPEndPoint(IPAddress.Loopback, system.Gateway.Port)],
        [Door.QueryApi] = [.. system.QueryApis.Select(address => new IPEndPoint(IPAddress.Loopback, address.Port))],
    };

    private IEnumerable<(string Name, Uri Metrics)> All => system.QueryApis
        .Select((address, index) => ($"query-api-{index + 1}", new Uri(address, "/metrics")))
        .Append((Gateway, new Uri(system.GatewayManagement, "/metrics")));

    /// <summary>Starts them anew with other settings, the gateway last.</summary>
    public async Task RestartAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken stop)
    {
        await Task.WhenAll(All.Where(service => service.Name != Gateway).Select(service => RestartAsync(service.Name, settings, stop)));
        await RestartGatewayAsync(settings, stop);
    }

    public Task RestartGatewayAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken stop) => RestartAsync(Gateway, settings, stop);

    public async Task<IReadOnlyDictionary<string, Footprint>> MeasureAsync(CancellationToken stop)
    {
        var footprints = new Dictionary<string, Footprint>();
        foreach (var (name, metrics) in All)
        {
            footprints[name] = await Gauge.MeasureAsync(system.Services.Pid(name), metrics, _http, stop);
        }

        return footprints;
    }

    /// <summary>The same once they hold no more than before, or do not let go.</summary>
    public async Task<IReadOnlyDictionary<string, Footprint>> SettleAsync(IReadOnlyDictionary<string, Footprint> before, CancellationToken stop)
    {
        var footprints = new Dictionary<string, Footprint>();
        foreach (var (name, metrics) in All)
        {
            footprints[name] = await Gauge.SettleAsync(() => Gauge.MeasureAsync(system.Services.Pid(name), metrics, _http, stop), before[name], stop);
        }

        return footprints;
    }

    public void Dispose() => _http.Dispose();

    private async Task RestartAsync(string name, IReadOnlyDictionary<string, string?> settings, CancellationToken stop)
    {
        await system.Services.ReplaceAsync(name, settings, stop);
        await system.Services.IsReadyAsync(name, stop);
    }
}
