using System.Globalization;

using Orders.Chaos.Soaking.Sending;

namespace Orders.Chaos.Soaking.Reading;

/// <summary>All readers and streams of a run.</summary>
internal sealed class Readership : IDisposable
{
    private readonly SocketsHttpHandler _connections = new() { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) };
    private readonly HttpClient _http;
    private readonly HttpClient _streaming;
    private readonly OpenStream[] _streams;
    private readonly SteadyReader[] _readers;
    private readonly SoakOptions _options;

    public Readership(Uri gateway, SoakOrders orders, Sent sent, SoakOptions options, Complaints complaints)
    {
        _options = options;
        _http = new HttpClient(_connections, disposeHandler: false) { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(20) };
        _streaming = new HttpClient(_connections, disposeHandler: false) { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
        _readers = [.. Enumerable.Range(0, options.Readers).Select(_ => new SteadyReader(_http, orders, sent, Latencies, complaints))];
        _streams = [.. Enumerable.Range(0, options.Streams).Select(_ => new OpenStream(_streaming, sent, complaints, options.StreamLife))];
    }

    /// <summary>Of the readers' requests; streams last as long as they are wanted.</summary>
    public Latencies Latencies { get; } = new();

    public long Events => _streams.Sum(stream => stream.Events);

    /// <summary>Reads until told to stop.</summary>
    public Task ReadAsync(CancellationToken stop) => Task.WhenAll(
    [
        .. _readers.Select((reader, number) => reader.ReadAsync(Chance("reader", number), _options.RequestsPerReader, stop)),
        .. _streams.Select((stream, number) => stream.FollowAsync(Chance("stream", number), stop)),
    ]);

    public void Dispose()
    {
        _http.Dispose();
        _streaming.Dispose();
        _connections.Dispose();
    }

    private Choice Chance(string purpose, int number) => new(_options.Seed, string.Create(CultureInfo.InvariantCulture, $"{purpose} {number}"));
}
