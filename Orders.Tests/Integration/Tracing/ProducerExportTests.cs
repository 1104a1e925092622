using System.Globalization;
using System.Text;

using Orders.Tests.Integration.Producer;
using Orders.Tests.Servers;
using Orders.Tests.Servers.Otlp;

namespace Orders.Tests.Integration.Tracing;

/// <summary>The variables of OpenTelemetry, held against a service of its own process: the producer, which begins the traces.</summary>
public sealed class ProducerExportTests
{
    private const int Orders = 400;

    [Theory]
    [InlineData("always_on", null, 1.0)]
    [InlineData("always_off", null, 0.0)]
    [InlineData("traceidratio", "0.25", 0.25)]
    [InlineData("traceidratio", "0", 0.0)]
    [InlineData("parentbased_always_on", null, 1.0)]
    [InlineData("parentbased_always_off", null, 0.0)]
    [InlineData("parentbased_traceidratio", "0.25", 0.25)]
    [InlineData(null, null, 1.0)]
    public async Task The_sampler_decides_how_many_orders_are_recorded_and_the_messages_say_which(string? sampler, string? argument, double share)
    {
        await using var store = await OtlpReceiver.StartAsync();
        var recorded = await SendAsync(store, [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", store.Grpc.ToString()),
            .. sampler is null ? Array.Empty<(string, string)>() : [("OTEL_TRACES_SAMPLER", sampler)],
            .. argument is null ? Array.Empty<(string, string)>() : [("OTEL_TRACES_SAMPLER_ARG", argument)]]);

        // Six standard deviations: one run in a hundred million fails by chance.
        var deviation = 6 * Math.Sqrt(share * (1 - share) * Orders);
        Assert.InRange(recorded.Count, (share * Orders) - deviation, (share * Orders) + deviation);
        Assert.Equal(recorded, store.Spans.Select(span => $"{span.TraceId}-{span.SpanId}").ToHashSet());
    }

    [Fact]
    public async Task Spans_and_logs_go_out_over_HTTP_too()
    {
        await using var store = await OtlpReceiver.StartAsync();
        var recorded = await SendAsync(store, ("OTEL_EXPORTER_OTLP_ENDPOINT", store.Http.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal(Orders, recorded.Count);
        Assert.Equal(Orders, store.Spans.Count);
        Assert.All(store.Logs, log => Assert.Equal("orders-producer", log.Resource.Text("service.name")));
        Assert.NotEmpty(store.Logs);
    }

    [Fact]
    public async Task The_second_address_alone_is_enough_and_gets_no_logs()
    {
        await using var store = await OtlpReceiver.StartAsync();
        var recorded = await SendAsync(store, ("Telemetry__TracesAlsoTo", store.Grpc.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal(Orders, recorded.Count);
        Assert.Equal(Orders, store.Spans.Count);
        Assert.Empty(store.Logs);
    }

    [Fact]
    public async Task The_same_address_twice_gets_everything_once()
    {
        await using var store = await OtlpReceiver.StartAsync();
        await SendAsync(store, ("Telemetry__TracesAlsoTo", store.Grpc.ToString()), ("OTEL_EXPORTER_OTLP_ENDPOINT", store.Grpc.ToString()));

        Assert.Equal(Orders, store.Spans.Count);
    }

    [Fact]
    public async Task Without_an_exporter_messages_carry_contexts_that_say_that_nobody_records()
    {
        await using var store = await OtlpReceiver.StartAsync();

        Assert.Empty(await SendAsync(store));
        Assert.Empty(store.Raw);
    }

    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER", "parent_based")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317")]
    [InlineData("Telemetry__TracesAlsoTo", "jaeger")]
    public async Task A_wrong_value_is_one_line(string key, string value)
    {
        using var producer = new ProducerProcess("127.0.0.1:1", "--count 1", (key, value));
        var (exitCode, _, errors) = await producer.WaitForExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains($"{key.Replace("__", ":", StringComparison.Ordinal)} is '{value}': give ", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    /// <returns>Trace and span of every message that says that it is recorded.</returns>
    private static async Task<HashSet<string>> SendAsync(OtlpReceiver store, params (string Key, string Value)[] settings)
    {
        using var broker = new TestBroker();
        var topic = broker.NewTopic();
        using var producer = new ProducerProcess(
            broker.BootstrapServers, string.Create(CultureInfo.InvariantCulture, $"--count {Orders} --rate 0"), [("Topics__Orders", topic), .. settings]);
        var (exitCode, _, errors) = await producer.WaitForExitAsync();
        Assert.True(exitCode == 0, errors);

        var contexts = TopicReader.ReadAll(broker.BootstrapServers, topic, 1)
            .Select(record => Encoding.ASCII.GetString(record.Message.Headers.GetLastBytes("traceparent")).Split('-'))
            .ToList();
        Assert.Equal(Orders, contexts.Select(context => context[1]).Distinct().Count());
        Assert.True(store.Spans.All(span => span.Service == "orders-producer"));
        return [.. contexts.Where(context => context[3] == "01").Select(context => $"{context[1]}-{context[2]}")];
    }
}
