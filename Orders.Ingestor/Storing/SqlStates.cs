namespace Orders.Ingestor.Storing;

/// <summary>What a refusal of PostgreSQL means, by its SQLSTATE (PostgreSQL manual, appendix A).</summary>
internal static class SqlStates
{
    /// <summary>Raised by <c>ingest_move_progress</c>.</summary>
    public const string Fenced = "OI001";

    /// <summary>
    /// The data of a row is at fault and will be in every retry: class 22 (data exception), 23 (integrity constraint),
    /// 54 (program limit exceeded). Everything else is the server's trouble and worth waiting for.
    /// </summary>
    public static bool IsDataError(string sqlState) => sqlState.StartsWith("22", StringComparison.Ordinal)
        || sqlState.StartsWith("23", StringComparison.Ordinal)
        || sqlState.StartsWith("54", StringComparison.Ordinal);
}
