using System.Diagnostics;
using Confluent.Kafka;

namespace Orders.Producer.Producing;

/// <summary>The trace of one message, which begins here: each is a trace of its own.</summary>
internal readonly struct SendSpan
{
    private static readonly ActivitySource Source = new(typeof(SendSpan).Assembly.GetName().Name!);

    private readonly Activity? _activity;

    private SendSpan(Activity? activity, string traceParent)
    {
        _activity = activity;
        TraceParent = traceParent;
    }

    /// <summary>W3C: of this span, or random when nobody records spans, so that every message can be told apart downstream.</summary>
    public string TraceParent { get; }

    public static SendSpan Start(string topic)
    {
        var activity = Source.StartActivity($"send {topic}", ActivityKind.Producer);
        if (activity is null)
        {
            return new SendSpan(null, $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00");
        }

        // It ends on the client's thread; here the next message must not become its child.
        Activity.Current = activity.Parent;
        activity.SetTag("messaging.system", "kafka");
        activity.SetTag("messaging.operation.name", "send");
        activity.SetTag("messaging.destination.name", topic);
        return new SendSpan(activity, activity.Id!);
    }

    public void End(DeliveryReport<byte[]?, byte[]?> report)
    {
        if (_activity is null)
        {
            return;
        }

        if (report.Error.IsError)
        {
            _activity.SetStatus(ActivityStatusCode.Error);
            _activity.SetTag("error.type", report.Error.Code.ToString());
        }
        else
        {
            _activity.SetTag("messaging.destination.partition.id", report.Partition.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _activity.SetTag("messaging.kafka.offset", report.Offset.Value);
        }

        _activity.Dispose();
    }
}
