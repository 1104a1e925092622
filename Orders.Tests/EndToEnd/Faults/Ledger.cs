using System.Collections.Concurrent;
using System.Text;

using Confluent.Kafka;

using Orders.Tests.Integration.Ingestor;

namespace Orders.Tests.EndToEnd.Faults;

/// <summary>
/// Sends orders, updates and bad messages with a client of its own and remembers what the broker has acknowledged, so that
/// every message can be accounted for afterwards.
/// </summary>
internal sealed class Ledger(string bootstrapServers) : IDisposable
{
    private const int Orders = 400;
    private const int BadEvery = 25;

    private readonly IProducer<string, byte[]> _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
    {
        BootstrapServers = bootstrapServers,
        EnableIdempotence = true,
        CompressionType = CompressionType.Zstd,
        LingerMs = 5,
    }).Build();

    private readonly ConcurrentDictionary<string, List<string>> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _bad = new(StringComparer.Ordinal);

    /// <summary>Every document that was sent for an order, in order.</summary>
    public IReadOnlyDictionary<string, List<string>> Versions => _versions;

    /// <summary>Messages that must end among the dead letters, by key.</summary>
    public IReadOnlyDictionary<string, byte[]> Bad => _bad;

    public int Sent { get; private set; }

    /// <summary>About 300 messages a second until told to stop; then waits until all are acknowledged.</summary>
    public async Task SendAsync(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var acknowledgements = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            for (var message = 0; message < 30; message++)
            {
                acknowledgements.Add(SendNextAsync());
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(acknowledgements);
    }

    public void Dispose() => _producer.Dispose();

    private Task<DeliveryResult<string, byte[]>> SendNextAsync()
    {
        var number = Sent++;
        TestMessage message;
        if (number % BadEvery == 0)
        {
            var key = $"bad-{number}";
            message = (number / BadEvery % 3) switch { 0 => TestMessage.Malformed(key), 1 => TestMessage.WithWrongSum(key), _ => TestMessage.WithNul(key) };
            _bad[key] = message.Value!;
        }
        else
        {
            message = TestMessage.Order($"order-{number % Orders}", status: number);
            _versions.GetOrAdd(message.Key!, _ => []).Add(Encoding.UTF8.GetString(message.Value!));
        }

        return _producer.ProduceAsync("orders", new Message<string, byte[]> { Key = message.Key!, Value = message.Value! });
    }
}
