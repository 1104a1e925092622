using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Orders.Tests.Integration.Gateway;

/// <summary>A name server, played by the test. Its names are of the loopback network, where each instance has an address of its own.</summary>
internal sealed class FakeNames
{
    private readonly ConcurrentDictionary<string, IPAddress[]> _names = new(StringComparer.OrdinalIgnoreCase);

    public int Lookups => _lookups;

    private int _lookups;

    /// <summary>What this name means from now on; nothing at all means that it cannot be looked up.</summary>
    public string[] this[string host]
    {
        set => _names[host] = [.. value.Select(IPAddress.Parse)];
    }

    public Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookups);
        return _names.TryGetValue(host, out var addresses) && addresses.Length > 0
            ? Task.FromResult(addresses)
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }
}
