using Confluent.Kafka;
using Orders.Producer.Generation;
using Prometheus;

namespace Orders.Producer.Producing;

/// <summary>Counts what was handed to the client, what the broker acknowledged and what it refused. Thread-safe.</summary>
internal sealed class Deliveries(TimeProvider clock)
{
    private readonly Counter _produced = Metrics.CreateCounter("orders_produced_total", "Messages acknowledged by the broker.", "kind");
    private readonly Counter _errors = Metrics.CreateCounter("orders_produce_errors_total", "Messages the broker refused for good.", "code");
    private readonly Gauge _inFlight = Metrics.CreateGauge("orders_in_flight", "Messages sent and not acknowledged yet.");

    private long _sent;
    private long _acknowledged;
    private long _failed;
    private long _lastProgress = clock.GetTimestamp();

    public long Sent => Interlocked.Read(ref _sent);

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public long Failed => Interlocked.Read(ref _failed);

    public long InFlight => Sent - Acknowledged - Failed;

    /// <summary>How long messages have been waiting without one of them being acknowledged; zero when none waits.</summary>
    public TimeSpan Stalled => InFlight > 0 ? clock.GetElapsedTime(Interlocked.Read(ref _lastProgress)) : TimeSpan.Zero;

    public void CountSent()
    {
        if (InFlight == 0)
        {
            Interlocked.Exchange(ref _lastProgress, clock.GetTimestamp());
        }

        Interlocked.Increment(ref _sent);
        _inFlight.Inc();
    }

    public void CountAcknowledged(MessageKind kind)
    {
        Interlocked.Exchange(ref _lastProgress, clock.GetTimestamp());
        Interlocked.Increment(ref _acknowledged);
        _inFlight.Dec();
        _produced.WithLabels(Label(kind)).Inc();
    }

    public void CountFailed(ErrorCode code)
    {
        Interlocked.Increment(ref _failed);
        _inFlight.Dec();
        _errors.WithLabels(code.ToString()).Inc();
    }

    private static string Label(MessageKind kind) => kind switch
    {
        MessageKind.Order => "order",
        MessageKind.Update => "update",
        _ => "invalid"
    };
}
