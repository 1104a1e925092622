using System.Diagnostics;
using Microsoft.Extensions.Options;
using Orders.Ingestor.Batching;
using Orders.ServiceDefaults;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Ingestor.Tracing;

/// <summary>
/// Batches and their messages in traces. Each message has a span of its own in the trace that it came with. The batch, below
/// which the database works, is one span that links to all of them; it belongs to the trace of the first message that is
/// recorded, so whatever the sampler keeps is whole, and a batch of which it keeps nothing leaves nothing behind.
/// </summary>
/// <remarks>Without an exporter all of this is one question to <see cref="ActivitySource.HasListeners"/> per batch.</remarks>
internal sealed class IngestSpans(IOptions<TopicOptions> topics, IOptions<IngestorOptions> ingestor)
{
    public static readonly ActivitySource Source = new(typeof(IngestSpans).Assembly.GetName().Name!);

    private readonly string _topic = topics.Value.Orders;
    private readonly string _group = ingestor.Value.Group;
    private readonly string _messageName = $"process {topics.Value.Orders}";
    private readonly string _batchName = $"process_batch {topics.Value.Orders}";

    /// <param name="work">Runs inside the batch's span.</param>
    public async Task RunAsync(IReadOnlyList<IngestMessage> batch, Func<Task> work)
    {
        if (!Source.HasListeners())
        {
            await work();
            return;
        }

        foreach (var message in batch)
        {
            message.Span = Begin(message);
        }

        await RunRecordedAsync(batch, work);
    }

    private async Task RunRecordedAsync(IReadOnlyList<IngestMessage> batch, Func<Task> work)
    {
        Exception? failure = null;
        var span = BeginBatch(batch);
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            EndBatch(span, failure);
            foreach (var message in batch)
            {
                MessageSpan.End(message, failure);
            }
        }
    }

    private Activity? Begin(IngestMessage message)
    {
        var span = DetachedSpan.Start(Source, _messageName, ActivityKind.Consumer, message.TraceContext?.Parse() ?? default);
        if (span is not null)
        {
            Describe(span, "process");
            MessageSpan.Describe(span, message);
        }

        return span;
    }

    private Activity? BeginBatch(IReadOnlyList<IngestMessage> batch)
    {
        var first = batch.FirstOrDefault(message => message.Span is not null)?.Span;
        if (first is null)
        {
            return null;
        }

        var links = batch.Select(message => message.TraceContext?.Parse() ?? default).Where(context => context != default).Select(context => new ActivityLink(context));
        var span = Source.StartActivity(ActivityKind.Consumer, first.Context, links: links, name: _batchName);
        if (span is null)
        {
            return null;
        }

        Describe(span, "process_batch");
        span.SetTag(MessagingTags.BatchCount, batch.Count);
        var link = new ActivityLink(span.Context);
        foreach (var message in batch)
        {
            message.Span?.AddLink(link);
        }

        return span;
    }

    private static void EndBatch(Activity? span, Exception? failure)
    {
        if (span is null)
        {
            return;
        }

        if (failure is not null)
        {
            span.AddException(failure);
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag(MessagingTags.ErrorType, failure.GetType().FullName);
        }

        span.Dispose();
    }

    private void Describe(Activity span, string operation) => span
        .SetTag(MessagingTags.System, MessagingTags.Kafka)
        .SetTag(MessagingTags.OperationName, operation)
        .SetTag(MessagingTags.OperationType, "process")
        .SetTag(MessagingTags.Destination, _topic)
        .SetTag(MessagingTags.ConsumerGroup, _group);
}
