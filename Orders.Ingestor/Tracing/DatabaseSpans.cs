using Npgsql;
using Orders.ServiceDefaults.Tracing;

namespace Orders.Ingestor.Tracing;

/// <summary>Npgsql knows only the text of what it sends; this names its spans by what that does.</summary>
internal static class DatabaseSpans
{
    public static void Configure(NpgsqlTracingOptionsBuilder tracing) => tracing
        .ConfigureCommandSpanNameProvider(command => QuerySummary.Of(command.CommandText))
        .ConfigureCommandEnrichmentCallback((span, command) => span.SetTag(QuerySummary.Tag, QuerySummary.Of(command.CommandText)))
        .ConfigureBatchSpanNameProvider(Summary)
        .ConfigureBatchEnrichmentCallback((span, batch) => span
            .SetTag(QuerySummary.Tag, Summary(batch))
            .SetTag("db.operation.batch.size", batch.BatchCommands.Count));

    // The same statement may come several times in a batch.
    private static string Summary(NpgsqlBatch batch) =>
        string.Join("; ", batch.BatchCommands.OfType<NpgsqlBatchCommand>().Select(command => QuerySummary.Of(command.CommandText)).Distinct());
}
