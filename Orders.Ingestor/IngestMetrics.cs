using System.Globalization;
using Orders.Contracts;
using Orders.Ingestor.Batching;
using Prometheus;

namespace Orders.Ingestor;

/// <summary>What this service counts beside what every service does.</summary>
internal sealed class IngestMetrics
{
    private static readonly Counter Messages = Metrics.CreateCounter(
        "kafka_messages_processed_total", "Messages of the orders topic that are settled, by what became of them.", "status");

    private static readonly Counter.Child Inserted = Messages.WithLabels("inserted");
    private static readonly Counter.Child Updated = Messages.WithLabels("updated");
    private static readonly Counter.Child Unchanged = Messages.WithLabels("unchanged");
    private static readonly Counter.Child DeadJson = Messages.WithLabels("dlq_json");
    private static readonly Counter.Child DeadValidation = Messages.WithLabels("dlq_validation");
    private static readonly Counter.Child DeadDatabase = Messages.WithLabels("dlq_db");

    private static readonly Histogram BatchOrders = Metrics.CreateHistogram(
        "ingest_batch_orders",
        "Messages in a batch, accepted or not.",
        new HistogramConfiguration { Buckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] });

    private static readonly Gauge LagMessages = Metrics.CreateGauge(
        "kafka_consumer_lag_messages", "Messages of a partition of this instance that are not applied yet.", "topic", "partition");

    private readonly HashSet<string> _partitions = [];

    public void Settled(IReadOnlyList<IngestMessage> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        BatchOrders.Observe(messages.Count);
        foreach (var message in messages)
        {
            Status(message)?.Inc();
        }
    }

    /// <summary>Replaces all: a partition that has left has no lag here.</summary>
    public void Lag(string topic, IReadOnlyList<(int Partition, long Messages)> lags)
    {
        var left = new HashSet<string>(_partitions);
        foreach (var (partition, messages) in lags)
        {
            var label = partition.ToString(CultureInfo.InvariantCulture);
            LagMessages.WithLabels(topic, label).Set(messages);
            _partitions.Add(label);
            left.Remove(label);
        }

        foreach (var label in left)
        {
            LagMessages.RemoveLabelled(topic, label);
            _partitions.Remove(label);
        }
    }

    /// <summary><c>null</c> for a message that was settled before, by whoever counted it then.</summary>
    private static Counter.Child? Status(IngestMessage message) => message switch
    {
        { Applied: false } => null,
        { Rejected.Reason: ErrorReasons.JsonUnmarshalError } => DeadJson,
        { Rejected.Reason: ErrorReasons.DbSaveError } => DeadDatabase,
        { Rejected: not null } => DeadValidation,
        { Version: 0 } => Unchanged,
        { Version: 1 } => Inserted,
        _ => Updated,
    };
}
