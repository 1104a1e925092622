using Orders.Bench.Tools;

namespace Orders.Tests.Unit.Bench;

public sealed class ToolOutputTests
{
    private const string Good = """
        Running 4s test @ http://127.0.0.1:8081/api/orders/a
          1 threads and 32 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency   562.69us    1.16ms  31.13ms   97.03%
            Req/Sec    73.82k     6.03k   84.28k    75.00%
          Latency Distribution
             50%  404.00us
             75%  500.00us
             90%  650.00us
             99%    1.79ms
          293774 requests in 4.01s, 386.91MB read
        Requests/sec:  73257.49
        Transfer/sec:     96.48MB
        """;

    [Fact]
    public void What_wrk_measured_is_read() => Assert.Equal(new Wrk.Result(73257.49, 293774, 1.79), Wrk.Parse(Good));

    [Theory]
    [InlineData("     99%  850.00us", 0.85)]
    [InlineData("     99%    2.50s", 2_500)]
    [InlineData("     99%    1.00m", 60_000)]
    public void Its_units_are_understood(string line, double milliseconds) =>
        Assert.Equal(milliseconds, Wrk.Parse(Good.Replace("     99%    1.79ms", line, StringComparison.Ordinal)).P99);

    [Theory]
    [InlineData("\n  Non-2xx or 3xx responses: 3")]
    [InlineData("\n  Socket errors: connect 0, read 1, write 0, timeout 0")]
    public void Answers_that_are_wrong_or_missing_are_no_measurement(string line) => Assert.Throws<CommandException>(() => Wrk.Parse(Good + line));

    [Fact]
    public void Whatever_else_it_prints_is_no_measurement() => Assert.Throws<CommandException>(() => Wrk.Parse("unable to connect"));

    [Fact]
    public void What_pgbench_measured_is_read() => Assert.Equal(5991.25, Pgbench.TransactionsPerSecond("""
        number of failed transactions: 0 (0.000%)
        latency average = 5.341 ms
        tps = 5991.250000 (without initial connection time)
        """));

    [Fact]
    public void Clients_of_pgbench_that_gave_up_are_no_measurement() => Assert.Throws<CommandException>(() =>
        Pgbench.TransactionsPerSecond("pgbench: error: client 0 script 0 aborted in command 1\ntps = 3.000000 (without initial connection time)"));
}
