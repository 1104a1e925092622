using System.Globalization;
using Orders.Gateway.Operations;

namespace Orders.Tests.Unit.Gateway;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Samples_have_names_labels_and_values()
    {
        var samples = Parse(
            """
            # HELP requests_total Requests, by route.
            # TYPE requests_total counter
            requests_total{handler="/api/orders/{order_uid}",status="200"} 12
            requests_total 3.5e2

            bytes 1e+06 1700000000000
            """);

        Assert.Equal(["requests_total", "requests_total", "bytes"], samples.Select(sample => sample.Name));
        Assert.Equal([12, 350, 1_000_000], samples.Select(sample => sample.Value));
        Assert.Equal("/api/orders/{order_uid}", samples[0].Label("handler"));
        Assert.Equal("200", samples[0].Label("status"));
        Assert.Equal("", samples[0].Label("le"));
    }

    [Theory]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-1.5E-3", -0.0015)]
    public void Values_can_be_anything_a_double_can(string text, double value) =>
        Assert.Equal(value, Assert.Single(Parse($"bytes {text}")).Value);

    [Fact]
    public void Label_values_can_hold_anything() => Assert.Equal(
        "a\"b\\c\nd,e}f # g",
        Assert.Single(Parse("""bytes{x="a\"b\\c\nd,e}f # g"} 1""")).Label("x"));

    [Theory]
    [InlineData("  bytes \t 1 ")]
    [InlineData("bytes{} 1")]
    [InlineData("bytes { a = \"b\" , } 1")]
    public void White_space_and_a_last_comma_are_allowed(string line) => Assert.Equal(1, Assert.Single(Parse(line)).Value);

    [Fact]
    public void The_series_is_what_was_written() =>
        Assert.Equal("bytes{b=\"2\",a=\"1\"}", Assert.Single(Parse("bytes{b=\"2\",a=\"1\"} 7")).Series);

    [Fact]
    public void Only_what_is_wanted_is_kept() => Assert.Empty(Parse("other 1"));

    [Theory]
    [InlineData("<html><body>Not here</body></html>")]
    [InlineData("bytes")]
    [InlineData("bytes one")]
    [InlineData("bytes{a=1} 1")]
    [InlineData("bytes{a=\"1} 1")]
    [InlineData("bytes{a=\"1\" b=\"2\"} 1")]
    [InlineData("bytes{a=\"1\"")]
    [InlineData("1bytes 1")]
    [InlineData("{a=\"1\"} 1")]
    public void Anything_else_is_refused_as_a_whole(string line) =>
        Assert.Null(PrometheusText.Parse($"bytes 1\n{line}\n", new HashSet<string> { "bytes" }));

    [Fact]
    public void No_text_makes_it_fail()
    {
        var random = new Random(7);
        var alphabet = "by{}=\",\\ \n#01e+InfNaN\t_:";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Create(random.Next(40), random, (span, source) =>
            {
                for (var index = 0; index < span.Length; index++)
                {
                    span[index] = alphabet[source.Next(alphabet.Length)];
                }
            });
            PrometheusText.Parse(text, new HashSet<string> { "by" });
        }
    }

    [Fact]
    public async Task It_reads_what_the_services_write()
    {
        var registry = Prometheus.Metrics.DefaultRegistry;
        var name = string.Create(CultureInfo.InvariantCulture, $"parser_test_{Guid.NewGuid():N}");
        Prometheus.Metrics.CreateGauge(name, "A \"help\"\nwith\\everything", "label").WithLabels("a\"b\\c\nd").Set(1.25);
        using var stream = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(stream);

        var sample = Assert.Single(PrometheusText.Parse(System.Text.Encoding.UTF8.GetString(stream.ToArray()), new HashSet<string> { name })!);

        Assert.Equal("a\"b\\c\nd", sample.Label("label"));
        Assert.Equal(1.25, sample.Value);
    }

    private static IReadOnlyList<MetricSample> Parse(string text) =>
        PrometheusText.Parse(text, new HashSet<string> { "requests_total", "bytes" }) ?? throw new FormatException(text);
}
