using System.Net;
using System.Net.Sockets;

using Orders.Chaos.Soaking.Judging;
using Orders.Chaos.Soaking.Sampling;
using Orders.Tests.Servers;

namespace Orders.Tests.Unit.Soaking;

public sealed class SamplingTests
{
    [Fact]
    public void The_slope_is_what_a_second_adds() =>
        Assert.Equal(2.5, TheilSen.SlopePerSecond([.. Enumerable.Range(0, 20).Select(second => new Sample(TimeSpan.FromSeconds(second), 7 + (2.5 * second)))]), 1e-9);

    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, 2.5)]
    public void The_median_is_the_middle_one_or_between_the_middle_two(double[] values, double expected) => Assert.Equal(expected, Median.Of(values));

    [Fact]
    public void Metrics_are_read_with_their_labels()
    {
        var metrics = new Exposition("""
            # TYPE lag gauge
            lag{topic="orders",partition="0"} 3
            lag{topic="orders",partition="1"} 4
            lag_other 9
            fresh_bucket{le="0.01"} 10
            fresh_bucket{le="0.1"} 90
            fresh_bucket{le="+Inf"} 100
            """);

        Assert.Equal(7, metrics.Sum("lag"));
        Assert.Equal(4, metrics.Sum("lag", "partition=\"1\""));
        Assert.Equal([(0.01, 10), (0.1, 90), (double.PositiveInfinity, 100)], metrics.Buckets("fresh"));
    }

    [Theory]
    [InlineData(0.05, 0.005)]
    [InlineData(0.5, 0.055)]
    [InlineData(0.99, 0.1)]
    public void A_quantile_of_a_histogram_lies_within_its_bucket(double share, double expected) =>
        Assert.Equal(expected, Quantile.Of([(0.01, 10), (0.1, 90), (double.PositiveInfinity, 100)], share), 1e-9);

    [Fact]
    public void A_quantile_of_nothing_is_0()
    {
        Assert.Equal(0, Quantile.Of(Array.Empty<double>(), 0.99));
        Assert.Equal(0, Quantile.Of(Array.Empty<(double, double)>(), 0.99));
        Assert.Equal(0, Quantile.Of([(0.01, 0), (double.PositiveInfinity, 0)], 0.99));
    }

    [Fact]
    public void Handles_and_sockets_of_a_process_are_counted()
    {
        const int Many = 200;
        var before = ProcessFigures.Of(Environment.ProcessId);
        var sockets = Enumerable.Range(0, Many).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToArray();
        Array.ForEach(sockets, socket => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
        var now = ProcessFigures.Of(Environment.ProcessId);
        Array.ForEach(sockets, socket => socket.Dispose());

        // Other tests of this process open and close some at the same time.
        Assert.InRange(now.Sockets - before.Sockets, Many / 2, Many * 2);
        Assert.InRange(now.Handles - before.Handles, Many / 2, Many * 2);
        Assert.True(now.Threads > 1 && now.ResidentBytes > now.AnonymousBytes && now.AnonymousBytes > 0);
        Assert.Equal(1, now.Processes);
    }

    [Fact]
    public void A_process_that_is_gone_counts_nothing() => Assert.Equal(default, ProcessFigures.Of(int.MaxValue));

    [Fact]
    public void Samples_are_written_as_they_come()
    {
        using var folder = new ScratchFolder();
        var file = folder.Child("deep/soak.csv");
        using var recording = new Recording(file);
        recording.Add(TimeSpan.FromSeconds(1.5), new Series("gateway", "handles"), 12);
        recording.Add(TimeSpan.FromSeconds(11.5), new Series("gateway", "p50_ms"), 0.5);

        Assert.Equal(["seconds,subject,measure,value", "1.5,gateway,handles,12", "11.5,gateway,p50_ms,0.5"], Lines(file));
        Assert.Equal(0.5, recording.Last(new Series("gateway", "p50_ms")));
        Assert.Equal(0, recording.Last(new Series("gateway", "never")));
    }

    private static string[] Lines(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
