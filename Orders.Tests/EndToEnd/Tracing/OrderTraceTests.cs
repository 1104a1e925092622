using System.Text;

using Orders.Contracts;
using Orders.Tests.Integration.Ingestor;
using Orders.Tests.Servers;
using Orders.Tests.Servers.Otlp;

namespace Orders.Tests.EndToEnd.Tracing;

[Collection(SharedTracedSystem.Name)]
public sealed class OrderTraceTests(TracedSystem system)
{
    private const string Storing = "SELECT ingest_move_progress; INSERT orders";

    [Fact]
    public async Task An_order_is_one_trace_from_the_producer_through_the_database_to_every_cache()
    {
        ReceivedSpan? alone = null;
        await Eventually.BecomesTrueAsync(() => (alone = system.Store.Spans.FirstOrDefault(IsInsertedAlone)) is not null);
        var trace = await system.TraceAsync(alone!.TraceId, spans => spans.Count == 7);

        Assert.Equal(7, trace.Count);
        var sent = Single(trace, "send orders", "orders-producer", SpanKind.Producer);
        Assert.Equal("", sent.ParentSpanId);
        AssertMessaging(sent, "send", "send", "orders");

        var processed = Single(trace, "process orders", "orders-ingestor", SpanKind.Consumer);
        Assert.True(processed.IsChildOf(sent));
        AssertMessaging(processed, "process", "process", "orders");
        Assert.Equal("orders-ingestor", processed.Attributes.Text("messaging.consumer.group.name"));
        Assert.Equal(sent.Attributes["messaging.destination.partition.id"], processed.Attributes["messaging.destination.partition.id"]);
        Assert.Equal(sent.Attributes["messaging.kafka.offset"], processed.Attributes["messaging.kafka.offset"]);
        Assert.Equal(("inserted", 1L), (processed.Attributes.Text("orders.outcome"), processed.Attributes.Number("orders.order_version")));

        var batch = Single(trace, "process_batch orders", "orders-ingestor", SpanKind.Consumer);
        Assert.True(batch.IsChildOf(processed));
        AssertMessaging(batch, "process_batch", "process", "orders");
        Assert.Equal(1, batch.Attributes.Number("messaging.batch.message_count"));
        Assert.True(batch.LinksTo(sent));
        Assert.True(processed.LinksTo(batch));

        var stored = Single(trace, Storing, "orders-ingestor", SpanKind.Client);
        Assert.True(stored.IsChildOf(batch));
        Assert.Equal("Npgsql", stored.Scope);
        Assert.Equal(("postgresql", "orders", Storing), (stored.Attributes.Text("db.system.name"), stored.Attributes.Text("db.namespace"), stored.Attributes.Text("db.query.summary")));
        Assert.Contains("ON CONFLICT (order_uid)", stored.Attributes.Text("db.query.text"), StringComparison.Ordinal);

        var told = Single(trace, "send orders_changed", "orders-ingestor", SpanKind.Producer);
        Assert.True(told.IsChildOf(processed));
        AssertMessaging(told, "send", "send", "orders_changed");

        var heard = trace.Where(span => span.Name == "process orders_changed").ToList();
        Assert.All(heard, span =>
        {
            Assert.True(span.IsChildOf(told));
            Assert.Equal((SpanKind.Consumer, "orders-query-api", "applied"), (span.Kind, span.Service, span.Attributes.Text("orders.outcome")));
            AssertMessaging(span, "process", "process", "orders_changed");
            Assert.Equal(told.Attributes["messaging.kafka.offset"], span.Attributes["messaging.kafka.offset"]);
            Assert.Equal(processed.Attributes["orders.order_uid"], span.Attributes["orders.order_uid"]);
        });
        Assert.Equal(["query-api-1", "query-api-2"], heard.Select(span => span.Resource.Text("service.instance.id")).Order());
        Assert.All(trace, span => Assert.Equal(SpanStatus.Unset, span.Status));
        Assert.All(trace, span => Assert.NotNull(span.Resource.Text("service.version")));
    }

    [Fact]
    public async Task A_batch_links_to_all_its_messages_and_each_of_them_to_the_batch()
    {
        const int Count = 900;
        var traces = Enumerable.Range(0, Count).Select(_ => TracedSystem.NewTrace()).ToList();
        await using (var held = await TableLock.TakeAsync(system.Postgres))
        {
            // What arrives while a batch is held up is the next batch.
            await system.AppendAsync((TestMessage.Order("held-up"), TracedSystem.NewTrace().Header, null));
            await held.HoldsUpAsync("INSERT INTO orders");
            await system.AppendAsync(traces.Select((trace, number) => (TestMessage.Order($"together-{number}"), (string?)trace.Header, (string?)"vendor=7")));
        }


        List<ReceivedSpan> processed = [];
        await Eventually.BecomesTrueAsync(() => (processed = [.. system.Store.Spans.Where(span => span.Name == "process orders" && traces.Exists(trace => trace.TraceId == span.TraceId))]).Count == Count);
        var linked = processed.Select(span => span.Links.Single().SpanId).ToHashSet();
        var batches = system.Store.Spans.Where(span => linked.Contains(span.SpanId)).ToDictionary(span => span.SpanId);

        Assert.All(processed, span =>
        {
            var (traceId, parent, _) = traces.Single(trace => trace.TraceId == span.TraceId);
            Assert.Equal(parent, span.ParentSpanId);
            Assert.Equal("vendor=7", span.TraceState);
            Assert.Contains(new ReceivedLink(traceId, parent), batches[span.Links.Single().SpanId].Links);
        });
        var largest = batches.Values.MaxBy(batch => batch.Links.Count)!;
        Assert.True(largest.Links.Count > 128, $"The largest batch has {largest.Links.Count} links: more than the SDK's usual limit were expected.");
        Assert.All(batches.Values, batch => Assert.Equal((batch.Attributes.Number("messaging.batch.message_count"), 0UL), (batch.Links.Count, batch.DroppedLinks)));
        Assert.Contains(system.Store.Spans, span => span.Name == Storing && span.IsChildOf(largest));
    }

    [Fact]
    public async Task A_dead_letter_continues_the_trace_and_says_why()
    {
        var origin = TracedSystem.NewTrace();
        await system.AppendAsync((TestMessage.WithWrongSum("wrong-sum"), origin.Header, "vendor=7"));
        var trace = await system.TraceAsync(origin.TraceId, HasProcessed);

        var processed = Single(trace, "process orders", "orders-ingestor", SpanKind.Consumer);
        Assert.Equal((SpanStatus.Error, "validation_error", "dlq_validation"), (processed.Status, processed.Attributes.Text("error.type"), processed.Attributes.Text("orders.outcome")));
        Assert.Equal(["amount_mismatch"], Assert.IsType<object?[]>(processed.Attributes["orders.rejection.codes"]));
        Assert.Empty(processed.Events);
        var sent = Single(trace, "send orders_dlq", "orders-ingestor", SpanKind.Producer);
        Assert.True(sent.IsChildOf(processed));
        AssertMessaging(sent, "send", "send", "orders_dlq");

        var letter = system.ReadTopic("orders_dlq").Single(record => Encoding.UTF8.GetString(record.Message.Key ?? []) == "wrong-sum");
        Assert.Equal($"00-{sent.TraceId}-{sent.SpanId}-01", Header(letter, HeaderNames.TraceParent));
        Assert.Equal("vendor=7", Header(letter, HeaderNames.TraceState));
        Assert.Single(letter.Message.Headers, header => header.Key == HeaderNames.TraceParent);
        Assert.Equal(letter.Offset.Value, sent.Attributes.Number("messaging.kafka.offset"));
    }

    [Fact]
    public async Task A_message_without_a_trace_begins_one()
    {
        await system.AppendAsync((TestMessage.Order("foreign"), null, null), (TestMessage.Malformed("foreign-and-bad"), "no traceparent at all", null));
        ReceivedSpan? processed = null;
        await Eventually.BecomesTrueAsync(() => (processed = system.Store.Spans.FirstOrDefault(span => span.Name == "process orders" && span.Attributes.Text("orders.order_uid") == "foreign")) is not null);

        Assert.Equal("", processed!.ParentSpanId);
        await system.TraceAsync(processed.TraceId, spans => spans.Any(span => span.Name == "process orders_changed"));
        var letter = system.ReadTopic("orders_dlq").Single(record => Encoding.UTF8.GetString(record.Message.Key ?? []) == "foreign-and-bad");
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", Header(letter, HeaderNames.TraceParent));
        Assert.DoesNotContain(letter.Message.Headers, header => header.Key == HeaderNames.TraceState);
    }

    [Fact]
    public async Task What_the_sender_does_not_record_is_not_recorded_but_goes_on()
    {
        var origin = TracedSystem.NewTrace(recorded: false);
        var witness = TracedSystem.NewTrace();
        await system.AppendAsync((TestMessage.Order("unrecorded"), origin.Header, null));
        await system.AppendAsync((TestMessage.Order("recorded"), witness.Header, null));
        await system.TraceAsync(witness.TraceId, spans => spans.Any(span => span.Name == "process orders_changed"));

        Assert.Empty(system.Store.Trace(origin.TraceId));
        var change = system.ReadTopic("orders_changed").Single(record => Encoding.UTF8.GetString(record.Message.Key ?? []) == "unrecorded");
        Assert.Equal(origin.Header, Header(change, HeaderNames.TraceParent));
    }

    [Fact]
    public async Task What_PostgreSQL_refuses_is_told_by_code_in_spans_and_logs_of_the_same_trace()
    {
        var origin = TracedSystem.NewTrace();
        await system.AppendAsync((TestMessage.WithNul("with-nul"), origin.Header, null));
        var trace = await system.TraceAsync(origin.TraceId, HasProcessed);

        var processed = Single(trace, "process orders", "orders-ingestor", SpanKind.Consumer);
        Assert.Equal((SpanStatus.Error, "db_save_error", "dlq_db"), (processed.Status, processed.Attributes.Text("error.type"), processed.Attributes.Text("orders.outcome")));

        // With the batch, which is in the trace of another message when one was read together with this one.
        ReceivedSpan? batch = null;
        await Eventually.BecomesTrueAsync(() => (batch = system.Store.Spans.FirstOrDefault(span => span.Name == "process_batch orders" && processed.LinksTo(span))) is not null);
        var refused = system.Store.Trace(batch!.TraceId).Where(span => span.Name == Storing && span.IsChildOf(batch)).MinBy(span => span.Start)!;
        Assert.Equal((SpanStatus.Error, "22021", "22021"), (refused.Status, refused.StatusMessage, refused.Attributes.Text("error.type")));
        var exception = Assert.Single(refused.Events, item => item.Name == "exception");
        Assert.Equal(("Npgsql.PostgresException", "SQLSTATE 22021"), (exception.Attributes.Text("exception.type"), exception.Attributes.Text("exception.message")));

        ReceivedLog? log = null;
        await Eventually.BecomesTrueAsync(() => (log = system.Store.Logs.FirstOrDefault(log => log.TraceId == batch.TraceId && log.SpanId == batch.SpanId)) is not null);
        Assert.Equal(("orders-ingestor", "Warning"), (log!.Resource.Text("service.name"), log.Severity));
        Assert.Contains("22021", log.Body, StringComparison.Ordinal);
        Assert.Contains(system.Console, line => line.Contains(batch.TraceId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_that_had_to_try_again_says_why_and_ends_well()
    {
        await using (var held = await TableLock.TakeAsync(system.Postgres))
        {
            await system.AppendAsync((TestMessage.Order("tried-again"), TracedSystem.NewTrace().Header, null));
            await held.HoldsUpAsync("INSERT INTO orders");
            await held.TerminateAsync("INSERT INTO orders");
        }

        // Whose batch it was that was held up, this order's or one of the producer's, makes no difference.
        ReceivedSpan? batch = null;
        await Eventually.BecomesTrueAsync(() => (batch = system.Store.Spans.FirstOrDefault(span => span.Name == "process_batch orders" && span.Events.Count > 0)) is not null);
        await Eventually.BecomesTrueAsync(() => system.Store.Spans.Any(span => span.Name == "process orders" && span.LinksTo(batch!)));
        Assert.All(
            system.Store.Spans.Where(span => span.Name == "process orders" && span.LinksTo(batch!)),
            processed => Assert.NotEqual("unsettled", processed.Attributes.Text("orders.outcome")));
        Assert.Equal(SpanStatus.Unset, batch!.Status);
        var exception = Assert.Single(batch.Events, item => item.Name == "exception");
        Assert.Equal("PostgreSQL answers SQLSTATE 57P01", exception.Attributes.Text("exception.message"));
        Assert.Equal(
            ["57P01", null],
            system.Store.Spans.Where(span => span.Name == Storing && span.IsChildOf(batch)).OrderBy(span => span.Start).Select(span => span.Attributes.Text("error.type")));
    }

    private bool IsInsertedAlone(ReceivedSpan span) =>
        span.Name == "process_batch orders" && span.Links.Count == 1
        && system.Store.Trace(span.TraceId) is var trace
        && trace.Any(other => other.Name == "send orders")
        && trace.Any(other => other.Name == "process orders" && other.Attributes.Text("orders.outcome") == "inserted");

    private static bool HasProcessed(IReadOnlyList<ReceivedSpan> trace) => trace.Any(span => span.Name == "process orders");

    private static ReceivedSpan Single(IReadOnlyList<ReceivedSpan> trace, string name, string service, SpanKind kind)
    {
        var span = Assert.Single(trace, span => span.Name == name);
        Assert.Equal((service, kind), (span.Service, span.Kind));
        Assert.True(span.Start <= span.End);
        return span;
    }

    private static void AssertMessaging(ReceivedSpan span, string operation, string type, string topic)
    {
        Assert.Equal(
            ("kafka", operation, type, topic),
            (span.Attributes.Text("messaging.system"), span.Attributes.Text("messaging.operation.name"), span.Attributes.Text("messaging.operation.type"), span.Attributes.Text("messaging.destination.name")));
        Assert.Equal(operation + " " + topic, span.Name);
    }

    private static string Header(Confluent.Kafka.ConsumeResult<byte[]?, byte[]?> record, string name) =>
        Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(name));
}
