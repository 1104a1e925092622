using System.Globalization;

using Orders.Chaos.Reading;

namespace Orders.Chaos.Faults;

/// <summary>Whoever uses the system while it is broken: the sender, readers through the gateway and at each query API.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Reader[] _readers;
    private readonly Task _running;

    /// <param name="onWrong">Told of each wrong answer.</param>
    public Load(Rig rig, int seed, Action<string> onWrong)
    {
        Reads = new ReadLog(onWrong);
        string[] names = [.. rig.System.QueryApis.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"query-api-{index + 1}"))];
        (string Name, Uri Address, string? Instance)[] doors =
        [
            ("gateway-reader-1", rig.System.Gateway, null),
            ("gateway-reader-2", rig.System.Gateway, null),
            .. rig.System.QueryApis.Select((address, index) => ($"{names[index]}-reader", address, (string?)names[index])),
        ];
        _readers = [.. doors.Select((door, index) => new Reader(door.Name, door.Address, door.Instance, names, rig.Orders.AnyUid, Reads, rig.Windows, seed + index))];
        Probe = new DatabaseProbe(rig.Database, rig.Windows);
        _running = Task.WhenAll([Task.Run(() => Probe.RunAsync(_end.Token)), Task.Run(() => rig.Sender.RunAsync(_end.Token)), .. _readers.Select(reader => Task.Run(() => reader.RunAsync(_end.Token)))]);
    }

    public DatabaseProbe Probe { get; }

    public ReadLog Reads { get; }

    /// <summary>Returns when the last message has been acknowledged and the last answer is there.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        _end.Dispose();
    }
}
