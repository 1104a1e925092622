using System.Diagnostics;

using Confluent.Kafka;

using Orders.Contracts;

namespace Orders.Chaos.Soaking.Sending;

/// <summary>Appends messages to <c>orders</c> at a steady rate, with a producer of its own.</summary>
internal sealed class SteadySender : IDisposable
{
    private const int BadInAThousand = 20;
    private const int RepeatsInAThousand = 50;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly IProducer<string, byte[]> _producer;
    private readonly SoakOrders _orders;
    private readonly SoakOptions _options;
    private readonly Complaints _complaints;
    private readonly Choice _kind;
    private readonly Choice _repeated;
    private int _next;
    private long _settled;

    public SteadySender(string bootstrapServers, SoakOrders orders, SoakOptions options, Complaints complaints)
    {
        (_orders, _options, _complaints) = (orders, options, complaints);
        (_kind, _repeated) = (new Choice(options.Seed, "kind"), new Choice(options.Seed, "repeat"));
        Sent = new Sent(options.Orders);
        _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = bootstrapServers,
            EnableIdempotence = true,
            CompressionType = CompressionType.Zstd,
            LingerMs = 5,
        }).Build();
    }

    public Sent Sent { get; }

    /// <summary>Sends the first version of every order.</summary>
    public void Fill()
    {
        for (var number = 0; number < _options.Orders; number++)
        {
            SendVersion(number);
        }

        Flush();
    }

    /// <summary>Sends until it is told to stop, and returns when the broker has answered for everything.</summary>
    public async Task SendAsync(CancellationToken stop)
    {
        var filled = Sent.Messages;
        using var pace = new PeriodicTimer(Tick);
        var clock = Stopwatch.StartNew();
        while (!stop.IsCancellationRequested)
        {
            // What a tick that came late left out is made up for: the rate is that of the whole run.
            for (var due = (long)(clock.Elapsed.TotalSeconds * _options.Rate) + filled; Sent.Messages < due;)
            {
                SendNext();
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        Flush();
    }

    public void Dispose() => _producer.Dispose();

    private void Flush()
    {
        // Returns when the client's queue is empty; the last reports may still be on their way to us.
        while (Interlocked.Read(ref _settled) < Sent.Messages)
        {
            _producer.Flush(CancellationToken.None);
        }
    }

    private void SendNext()
    {
        var kind = _kind.Of(Sent.Messages, 1_000);
        if (kind < BadInAThousand)
        {
            var (key, value) = _orders.Bad(Sent.NextBad());
            Send(key, value);
        }
        else if (kind < BadInAThousand + RepeatsInAThousand)
        {
            var number = _repeated.Of(Sent.Messages, _options.Orders);
            Sent.Repeat();
            Send(SoakOrders.Uid(number), _orders.Document(number, Sent.VersionOf(number)));
        }
        else
        {
            SendVersion(_next);
            _next = (_next + 1) % _options.Orders;
        }
    }

    private void SendVersion(int number) => Send(SoakOrders.Uid(number), _orders.Document(number, Sent.NextVersion(number)));

    private void Send(string key, byte[] value) =>
        _producer.Produce(TopicNames.Orders, new Message<string, byte[]> { Key = key, Value = value }, Settle);

    private void Settle(DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError)
        {
            _complaints.Add($"the broker refused a message: {report.Error.Code}");
        }

        Interlocked.Increment(ref _settled);
    }
}
