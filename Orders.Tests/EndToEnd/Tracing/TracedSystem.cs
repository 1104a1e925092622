using System.Diagnostics;
using System.Text;

using Confluent.Kafka;

using Orders.Contracts;
using Orders.Tests.EndToEnd.Embedded;
using Orders.Tests.Integration.Ingestor;
using Orders.Tests.Servers;
using Orders.Tests.Servers.Otlp;

namespace Orders.Tests.EndToEnd.Tracing;

[CollectionDefinition(Name)]
public sealed class SharedTracedSystem : ICollectionFixture<TracedSystem>
{
    public const string Name = "Traced system";
}

/// <summary>The whole system as <c>./run --otlp</c> starts it, with two query APIs, and a trace store that shows what it was sent.</summary>
public sealed class TracedSystem : IAsyncLifetime, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private HostRun? _run;
    private IProducer<string?, byte[]?>? _producer;

    internal OtlpReceiver Store { get; private set; } = null!;

    /// <summary>The address in Telemetry__TracesAlsoTo.</summary>
    internal OtlpReceiver SecondStore { get; private set; } = null!;

    internal HttpClient Client { get; } = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    internal string Kafka => _run!.Endpoints().GetProperty("kafka").GetString()!;

    internal string Postgres => _run!.Endpoints().GetProperty("postgres").GetString()!;

    internal string GatewayManagement => _run!.Endpoints().GetProperty("gatewayManagement").GetString()!;

    internal IReadOnlyCollection<string> Console => _run!.AllLines;

    public async Task InitializeAsync()
    {
        Store = await OtlpReceiver.StartAsync();
        SecondStore = await OtlpReceiver.StartAsync();
        _run = await HostRun.StartAsync(
            _folder,
            new()
            {
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-store-key=first",
                ["Telemetry__TracesAlsoTo"] = SecondStore.Grpc.ToString(),
                ["Producer__OrdersPerSecond"] = "5",
                ["Producer__InvalidShare"] = "0.2",
            },
            "--query-apis", "2", "--otlp", Store.Grpc.ToString());
        Client.BaseAddress = _run.Page;
        _producer = new ProducerBuilder<string?, byte[]?>(new ProducerConfig { BootstrapServers = Kafka, LingerMs = 50 }).Build();
    }

    public async Task DisposeAsync()
    {
        _producer?.Dispose();
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        await Store.DisposeAsync();
        await SecondStore.DisposeAsync();
        _folder.Dispose();
    }

    public void Dispose() => Client.Dispose();

    /// <summary>A <c>traceparent</c> as another system would send it.</summary>
    internal static (string TraceId, string SpanId, string Header) NewTrace(bool recorded = true)
    {
        var (trace, span) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
        return (trace, span, $"00-{trace}-{span}-{(recorded ? "01" : "00")}");
    }

    /// <summary>Appends messages to one partition at once, so that the ingestor finds them together.</summary>
    internal Task AppendAsync(params IEnumerable<(TestMessage Message, string? TraceParent, string? TraceState)> messages) => Task.WhenAll(messages.Select(item =>
    {
        var headers = new Headers();
        if (item.TraceParent is not null)
        {
            headers.Add(HeaderNames.TraceParent, Encoding.ASCII.GetBytes(item.TraceParent));
        }

        if (item.TraceState is not null)
        {
            headers.Add(HeaderNames.TraceState, Encoding.ASCII.GetBytes(item.TraceState));
        }

        return _producer!.ProduceAsync(
            new TopicPartition(TopicNames.Orders, 0),
            new Message<string?, byte[]?> { Key = item.Message.Key, Value = item.Message.Value, Headers = headers });
    }));

    /// <summary>Waits until the store has got spans of the trace that satisfy the condition.</summary>
    internal async Task<IReadOnlyList<ReceivedSpan>> TraceAsync(string traceId, Func<IReadOnlyList<ReceivedSpan>, bool> isComplete)
    {
        await Eventually.BecomesTrueAsync(() => isComplete(Store.Trace(traceId)), what: $"the trace is complete, which now has {string.Join(", ", Store.Trace(traceId).Select(span => span.Name))}");
        return Store.Trace(traceId);
    }

    internal IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> ReadTopic(string topic) => TopicReader.ReadAll(Kafka, topic, 12);
}
