using System.Diagnostics;
using System.Runtime.CompilerServices;
using Npgsql;
using Orders.ServiceDefaults.Tracing;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Ingestor.Tracing;

/// <summary>Npgsql knows only the text of what it sends; this names its spans by what that does.</summary>
internal static class DatabaseSpans
{
    /// <summary>The spans of batches whose results are being read.</summary>
    private static readonly ConditionalWeakTable<NpgsqlBatch, Activity> Reading = [];

    public static void Configure(NpgsqlTracingOptionsBuilder tracing) => tracing
        .ConfigureCommandSpanNameProvider(command => QuerySummary.Of(command.CommandText))
        .ConfigureCommandEnrichmentCallback((span, command) => span.SetTag(QuerySummary.Tag, QuerySummary.Of(command.CommandText)))
        .ConfigureBatchSpanNameProvider(Summary)
        .ConfigureBatchEnrichmentCallback(Describe);

    /// <summary>
    /// Npgsql tells of a failure of a batch's first statement, but ends the span as if all were well when a later one fails. To be
    /// called before the reader is closed, which ends the span.
    /// </summary>
    public static void Failed(NpgsqlBatch batch, NpgsqlException failure)
    {
        if (!Reading.TryGetValue(batch, out var span))
        {
            return;
        }

        var state = (failure as PostgresException)?.SqlState;
        span.AddException(failure);
        span.SetStatus(ActivityStatusCode.Error, state);
        span.SetTag("db.response.status_code", state);
        span.SetTag(MessagingTags.ErrorType, state ?? (failure.InnerException ?? failure).GetType().FullName);
    }

    private static void Describe(Activity span, NpgsqlBatch batch)
    {
        if (span.IsAllDataRequested)
        {
            span.SetTag(QuerySummary.Tag, Summary(batch));
            span.SetTag("db.operation.batch.size", batch.BatchCommands.Count);
            Reading.AddOrUpdate(batch, span);
        }
    }

    // The same statement may come several times in a batch.
    private static string Summary(NpgsqlBatch batch) =>
        string.Join("; ", batch.BatchCommands.OfType<NpgsqlBatchCommand>().Select(command => QuerySummary.Of(command.CommandText)).Distinct());
}
