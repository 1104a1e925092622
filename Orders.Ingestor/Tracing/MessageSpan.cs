using System.Diagnostics;
using System.Globalization;
using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Ingestor.Batching;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Ingestor.Tracing;

/// <summary>What the span of a message says about it: where it stood and what became of it, nothing of what is in it.</summary>
internal static class MessageSpan
{
    private const string RejectionCodes = "orders.rejection.codes";

    public static void Describe(Activity span, IngestMessage message) => span
        .SetTag(MessagingTags.Partition, message.Partition.Id.ToString(CultureInfo.InvariantCulture))
        .SetTag(MessagingTags.Offset, message.Offset);

    /// <param name="failure">What ended the batch before its time.</param>
    public static void End(IngestMessage message, Exception? failure)
    {
        if (message.Span is not { } span)
        {
            return;
        }

        if (message.Row is { } row)
        {
            span.SetTag(MessagingTags.OrderUid, row.OrderUid);
        }

        if (message.Version > 0)
        {
            span.SetTag(MessagingTags.OrderVersion, message.Version);
        }

        span.SetTag(MessagingTags.Outcome, Outcome(message));
        if (message.Rejected is { } rejected)
        {
            Fail(span, rejected.Reason);
            span.SetTag(RejectionCodes, Codes(rejected));
        }
        else if (failure is not null)
        {
            Fail(span, failure.GetType().FullName!);
        }

        span.Dispose();
    }

    private static void Fail(Activity span, string errorType)
    {
        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag(MessagingTags.ErrorType, errorType);
    }

    /// <summary>Each once: a message may have thousands of faults, but there are only so many kinds.</summary>
    private static string[] Codes(Rejected rejected) => [.. rejected.Faults.Select(fault => fault.Code).Distinct()];

    private static string Outcome(IngestMessage message) => message switch
    {
        { IsFresh: true } => "unsettled",
        { Applied: false } => "repeated",
        { Rejected.Reason: ErrorReasons.JsonUnmarshalError } => "dlq_json",
        { Rejected.Reason: ErrorReasons.DbSaveError } => "dlq_db",
        { Rejected: not null } => "dlq_validation",
        { Version: 0 } => "unchanged",
        { Version: 1 } => "inserted",
        _ => "updated",
    };
}
