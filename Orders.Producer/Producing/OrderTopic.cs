using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Orders.Contracts;
using Orders.Producer.Generation;
using Orders.ServiceDefaults;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Producer.Producing;

/// <summary>The topic <c>orders</c>, as far as this service writes to it.</summary>
internal sealed class OrderTopic(
    IProducer<byte[]?, byte[]?> producer, IAdminClient admin, Deliveries deliveries, IOptions<TopicOptions> topics, ILogger<OrderTopic> logger) : IDisposable
{
    /// <summary>What waits for its acknowledgement; the bound of the memory that a broker's absence costs.</summary>
    private const int MostInFlight = 10_000;

    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(2);
    private static readonly ActivitySource Source = new(typeof(OrderTopic).Assembly.GetName().Name!);

    private enum Presence
    {
        BrokerAway,
        Missing,
        Exists
    }

    private readonly string _spanName = $"send {topics.Value.Orders}";
    private readonly SemaphoreSlim _slots = new(MostInFlight);

    public string Name { get; } = topics.Value.Orders;

    /// <summary>Whether it is known to exist. Nothing is sent before: producing could create it, with another number of partitions than the ingestor wants.</summary>
    public bool Exists { get; private set; }

    public async Task WaitUntilItExistsAsync(TimeProvider clock, CancellationToken cancellation)
    {
        Presence? last = null;
        for (var now = LookUp(); now != Presence.Exists; now = LookUp())
        {
            if (now != last)
            {
                Log.Waiting(logger, Name, now == Presence.Missing ? "it does not exist until the ingestor has created it" : "the broker does not answer");
                last = now;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellation);
        }

        Exists = true;
        Log.TopicFound(logger, Name);
    }

    /// <summary>Hands a message to the client. Waits while too many are unacknowledged; order is kept.</summary>
    public async ValueTask SendAsync(OrderMessage message, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        Hand(message);
    }

    // Only puts it into the client's queue, which has room for more than there are slots.
    private void Hand(OrderMessage message)
    {
        var span = SendSpan.Start(Source, _spanName, Name);
        var trace = span?.Headers ?? TraceHeaders.NotRecorded();
        deliveries.CountSent();
        producer.Produce(
            Name,
            new Message<byte[]?, byte[]?>
            {
                Key = Encoding.UTF8.GetBytes(message.OrderUid),
                Value = message.Value,
                Headers = new Headers { { HeaderNames.TraceParent, trace.TraceParent.ToArray() } }
            },
            report => Settle(report, message.Kind, span));
    }

    /// <summary>Waits until everything sent is acknowledged or refused.</summary>
    public void Flush(CancellationToken cancellation)
    {
        while (deliveries.InFlight > 0)
        {
            // Returns as soon as the client's queue is empty; the last reports may still be on their way to us.
            producer.Flush(cancellation);
        }
    }

    public void Dispose() => _slots.Dispose();

    private void Settle(DeliveryReport<byte[]?, byte[]?> report, MessageKind kind, SendSpan? span)
    {
        _slots.Release();
        if (report.Error.IsError)
        {
            span?.Failed(report.Error.Code.ToString());
            deliveries.CountFailed();
            Log.Refused(logger, report.Error.Code);
        }
        else
        {
            span?.Acknowledged(report.Partition.Value, report.Offset.Value);
            deliveries.CountAcknowledged(kind);
        }
    }

    // All topics' metadata: asking for one by its name could create it.
    private Presence LookUp()
    {
        try
        {
            return admin.GetMetadata(MetadataTimeout).Topics.Exists(t => t.Topic == Name && !t.Error.IsError && t.Partitions.Count > 0)
                ? Presence.Exists
                : Presence.Missing;
        }
        catch (KafkaException error) when (!error.Error.IsFatal)
        {
            return Presence.BrokerAway;
        }
    }
}
