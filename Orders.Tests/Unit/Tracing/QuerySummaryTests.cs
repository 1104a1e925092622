using Orders.ServiceDefaults.Tracing;

namespace Orders.Tests.Unit.Tracing;

public sealed class QuerySummaryTests
{
    [Theory]
    [InlineData("SELECT version FROM orders WHERE order_uid = $1", "SELECT orders")]
    [InlineData("SELECT q.place FROM unnest($1) AS q, LATERAL (SELECT version FROM orders)", "SELECT orders")]
    [InlineData("  select\n  a,\n  b\nfrom\n  order_history", "SELECT order_history")]
    [InlineData("INSERT INTO orders AS o SELECT a FROM unnest($1)", "INSERT orders")]
    [InlineData("UPDATE orders SET version = 2", "UPDATE orders")]
    [InlineData("SELECT ingest_move_progress($1, $2)", "SELECT ingest_move_progress")]
    [InlineData("CREATE TABLE IF NOT EXISTS orders_schema (version integer)", "CREATE orders_schema")]
    [InlineData("SHOW server_encoding", "SHOW")]
    public void A_statement_is_its_verb_and_its_first_target(string statement, string summary) => Assert.Equal(summary, QuerySummary.Of(statement));
}
