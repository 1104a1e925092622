using System.Globalization;
using Orders.Contracts;
using Orders.Ingestor.Batching;
using Prometheus;

namespace Orders.Ingestor;

/// <summary>What this service counts beside what every service does.</summary>
internal sealed class IngestMetrics
{
    private readonly Counter.Child _inserted;
    private readonly Counter.Child _updated;
    private readonly Counter.Child _unchanged;
    private readonly Counter.Child _deadJson;
    private readonly Counter.Child _deadValidation;
    private readonly Counter.Child _deadDatabase;

    private readonly Histogram _batchOrders = Metrics.CreateHistogram(
        "ingest_batch_orders",
        "Messages that were settled in one batch, accepted or not.",
        new HistogramConfiguration { Buckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] });

    private readonly Gauge _lag = Metrics.CreateGauge(
        "kafka_consumer_lag_messages", "Messages of a partition that this instance owns and has not applied yet.", "topic", "partition");

    private readonly HashSet<string> _partitions = [];

    public IngestMetrics()
    {
        var messages = Metrics.CreateCounter(
            "kafka_messages_processed_total", "Messages of the orders topic that are settled, by what became of them.", "status");
        _inserted = messages.WithLabels("inserted");
        _updated = messages.WithLabels("updated");
        _unchanged = messages.WithLabels("unchanged");
        _deadJson = messages.WithLabels("dlq_json");
        _deadValidation = messages.WithLabels("dlq_validation");
        _deadDatabase = messages.WithLabels("dlq_db");
    }

    public void Settled(IReadOnlyList<IngestMessage> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        _batchOrders.Observe(messages.Count);
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
            _lag.WithLabels(topic, label).Set(messages);
            _partitions.Add(label);
            left.Remove(label);
        }

        foreach (var label in left)
        {
            _lag.RemoveLabelled(topic, label);
            _partitions.Remove(label);
        }
    }

    /// <summary><c>null</c> for a message that was settled before, by whoever counted it then.</summary>
    private Counter.Child? Status(IngestMessage message) => message switch
    {
        { Applied: false } => null,
        { Rejected.Reason: ErrorReasons.JsonUnmarshalError } => _deadJson,
        { Rejected.Reason: ErrorReasons.DbSaveError } => _deadDatabase,
        { Rejected: not null } => _deadValidation,
        { Version: 0 } => _unchanged,
        { Version: 1 } => _inserted,
        _ => _updated,
    };
}
