namespace Orders.Tests.Unit.Observability;

public sealed class PromQlTests
{
    [Theory]
    [InlineData("up", "up")]
    [InlineData("sum by (job, instance) (rate(a_total{job=\"b\", c=~\"d(e)\"}[$__rate_interval]))", "a_total")]
    [InlineData("orders:lag:sum > 1e3 and on (job) delta(x[10m]) > 5", "orders:lag:sum x")]
    [InlineData("histogram_quantile(0.5, sum by (le) (rate(a_bucket[1m])))", "a_bucket")]
    [InlineData("label_replace(vector(0) unless on () ALERTS{a=\"b\"}, \"c\", \"none\", \"\", \"\")", "ALERTS")]
    public void It_knows_which_metrics_an_expression_reads(string expression, string metrics) =>
        Assert.Equal(metrics.Split(' '), PromQl.Metrics(expression).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("a", "a")]
    [InlineData("sum by (job) (up) == 0", "sum by (job) (up)")]
    [InlineData("up == 0 unless on (job) sum by (job) (up) == 0", "up|sum by (job) (up)")]
    [InlineData("absent(up{job=\"or\"}) or absent(up{job=\"x == y\"})", "up{job=\"or\"}|up{job=\"x == y\"}")]
    [InlineData("(sum(a) > 0 or sum(b) > 0) unless sum(rate(c{d!=\"e\"}[2m])) > 0", "sum(a)|sum(b)|sum(rate(c{d!=\"e\"}[2m]))")]
    [InlineData("a / (b > 0) >= 14.4 * 0.001", "a / (b > 0)")]
    [InlineData("(a) + (b) > 1", "(a) + (b)")]
    public void It_takes_an_alert_apart(string expression, string operands) =>
        Assert.Equal(operands.Split('|'), PromQl.Operands(expression).Select(operand => operand.Trim()));
}
