using Confluent.Kafka;

using Orders.Chaos.Messages.Making;
using Orders.Contracts;

namespace Orders.Chaos.Messages.Sending;

/// <summary>Sends messages with a producer of the harness's own, which says where each of them went.</summary>
internal sealed class WaveSender : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IProducer<byte[]?, byte[]?> _producer;

    public WaveSender(string bootstrapServers)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = bootstrapServers,
            EnableIdempotence = true,
            // The in-memory broker keeps little of a partition, and counts what is compressed.
            CompressionType = CompressionType.Zstd,
            LingerMs = 5,
            // Whatever a broker takes in one piece; it is for the ingestor to say what is too large.
            MessageMaxBytes = 64 * 1024 * 1024,
        };
        _producer = new ProducerBuilder<byte[]?, byte[]?>(config).Build();
    }

    /// <returns>When all are acknowledged, in the order in which they were given.</returns>
    /// <exception cref="KafkaException">The broker refused one.</exception>
    public async Task<IReadOnlyList<Sent>> SendAsync(IEnumerable<Specimen> wave, CancellationToken cancellationToken)
    {
        var sending = wave.SelectMany(specimen => Enumerable.Repeat(specimen, specimen.Copies)).Select(SendAsync).ToList();
        return await Task.WhenAll(sending).WaitAsync(Patience, cancellationToken);
    }

    public void Dispose() => _producer.Dispose();

    private async Task<Sent> SendAsync(Specimen specimen)
    {
        var report = await _producer.ProduceAsync(
            TopicNames.Orders,
            new Message<byte[]?, byte[]?> { Key = specimen.Key, Value = specimen.Value, Headers = specimen.Headers, Timestamp = specimen.Timestamp },
            CancellationToken.None);
        return new Sent(specimen, report.Partition.Value, report.Offset.Value);
    }
}
