using Orders.Producer.Generation;
using Prometheus;

namespace Orders.Producer.Producing;

/// <summary>Counts what was handed to the client, what the broker acknowledged and what it refused. Thread-safe.</summary>
internal sealed class Deliveries(TimeProvider clock)
{
    private static readonly Counter Produced = Metrics.CreateCounter("orders_produced_total", "Messages that the broker has acknowledged.", "kind");

    private readonly Counter.Child _orders = Produced.WithLabels("order");
    private readonly Counter.Child _updates = Produced.WithLabels("update");
    private readonly Counter.Child _invalid = Produced.WithLabels("invalid");
    private readonly Counter _errors = Metrics.CreateCounter("orders_produce_errors_total", "Messages that the broker refused for good; the log has its codes.");
    private readonly Gauge _inFlight = Metrics.CreateGauge("orders_in_flight", "Messages that are sent and not acknowledged yet.");

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
        CounterOf(kind).Inc();
    }

    public void CountFailed()
    {
        Interlocked.Increment(ref _failed);
        _inFlight.Dec();
        _errors.Inc();
    }

    private Counter.Child CounterOf(MessageKind kind) => kind switch
    {
        MessageKind.Order => _orders,
        MessageKind.Update => _updates,
        _ => _invalid,
    };
}
