using System.Globalization;
using Orders.Gateway.Operations;
using Orders.Tests.Unit.Producer;

namespace Orders.Tests.Unit.Gateway;

/// <summary>From the metrics of the instances to the numbers of a chart.</summary>
public sealed class RoundTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Rates_of_instances_add_up()
    {
        var before = (One: Ingestor("inserted", 100), Other: Ingestor("inserted", 7));
        _clock.Advance(TimeSpan.FromSeconds(5));
        var round = Round((Ingestor("inserted", 150), before.One), (Ingestor("inserted", 17), before.Other));

        Assert.Equal(12, Read(round, "ingest_rate", "inserted"));
        Assert.Equal(0, Read(round, "ingest_rate", "updated"));
        Assert.Equal(0, Read(round, "dlq_rate"));
    }

    [Fact]
    public void Dead_letters_of_all_kinds_count_as_one()
    {
        var before = Ingestor("dlq_json", 0);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var round = Round((Scrape("ingestor", "kafka_messages_processed_total{status=\"dlq_json\"} 5\nkafka_messages_processed_total{status=\"dlq_validation\"} 10"), before));

        Assert.Equal(3, Read(round, "dlq_rate"));
    }

    [Fact]
    public void A_restarted_instance_counts_from_nothing()
    {
        var before = Ingestor("inserted", 1000, started: 1);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(4, Read(Round((Ingestor("inserted", 20, started: 2), before)), "ingest_rate", "inserted"));
    }

    [Fact]
    public void Also_when_its_counter_has_passed_the_old_one_already()
    {
        var before = Ingestor("inserted", 10, started: 1);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(4, Read(Round((Ingestor("inserted", 20, started: 2), before)), "ingest_rate", "inserted"));
    }

    [Fact]
    public void An_instance_that_missed_a_round_is_averaged_over_the_longer_time()
    {
        var before = Ingestor("inserted", 0);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(10, Read(Round((Ingestor("inserted", 100), before)), "ingest_rate", "inserted"));
    }

    [Fact]
    public void Nothing_is_known_from_one_scrape_or_none()
    {
        var first = Round((Ingestor("inserted", 100), null));

        Assert.Equal(double.NaN, Read(first, "ingest_rate", "inserted"));
        Assert.Equal(double.NaN, Read(first, "lag"));
        Assert.Equal(double.NaN, Read(first, "request_rate"));
        Assert.Equal(double.NaN, Read(first, "cache_hit_ratio"));
    }

    [Fact]
    public void Gauges_are_known_at_once()
    {
        var round = Round(
            (Scrape("ingestor", "kafka_consumer_lag_messages{topic=\"orders\",partition=\"0\"} 3\nkafka_consumer_lag_messages{topic=\"orders\",partition=\"1\"} 4"), null),
            (Scrape("query-api", "cache_size_bytes 1000"), null),
            (Scrape("query-api", "cache_size_bytes 500"), null));

        Assert.Equal(7, Read(round, "lag"));
        Assert.Equal(1500, Read(round, "cache_bytes"));
    }

    [Fact]
    public void The_hit_ratio_is_that_of_the_last_step_over_all_instances()
    {
        var before = Scrape("query-api", "cache_hits_total 1000\ncache_misses_total 0");
        _clock.Advance(TimeSpan.FromSeconds(5));
        var round = Round(
            (Scrape("query-api", "cache_hits_total 1030\ncache_misses_total 10"), before),
            (Scrape("query-api", "cache_hits_total 1000\ncache_misses_total 20"), before));

        Assert.Equal(0.5, Read(round, "cache_hit_ratio"));
        Assert.Equal(double.NaN, Read(Round((before, before)), "cache_hit_ratio"));
    }

    [Fact]
    public void Requests_are_the_apis_without_streams_and_without_the_operators_page()
    {
        const string Counters = "http_requests_total{{handler=\"{0}\",status=\"{1}\"}} {2}\n";
        (string Handler, int Status)[] all = [("/api/orders/{order_uid}", 200), ("/api/orders/{order_uid}", 503), ("/api/orders/{order_uid}/events", 200), ("/api/operations", 200), ("page", 200)];
        string Text(int value) => string.Concat(all.Select(series => string.Format(CultureInfo.InvariantCulture, Counters, series.Handler, series.Status, value)));

        var before = Scrape("gateway", Text(0));
        _clock.Advance(TimeSpan.FromSeconds(5));
        var round = Round((Scrape("gateway", Text(10)), before));

        Assert.Equal(4, Read(round, "request_rate"));
        Assert.Equal(2, Read(round, "error_rate"));
    }

    [Theory]
    [InlineData(0.25, 0.05)]
    [InlineData(0.5, 0.1)]
    [InlineData(0.75, 0.55)]
    [InlineData(0.9, 0.82)]
    [InlineData(1, 1)]
    public void A_quantile_lies_where_Prometheus_would_put_it(double share, double value)
    {
        // 50 up to 0.1 s, 50 more up to 1 s, none above: the values are what histogram_quantile says.
        var quantiles = new Quantiles();
        quantiles.Add("+Inf", 100);
        quantiles.Add("0.1", 50);
        quantiles.Add("1", 100);

        Assert.Equal(value, quantiles.Of(share), 10);
    }

    [Fact]
    public void Beyond_the_last_bound_it_is_that_bound_and_of_nothing_it_is_nothing()
    {
        var quantiles = new Quantiles();
        quantiles.Add("0.1", 1);
        quantiles.Add("1", 1);
        quantiles.Add("+Inf", 10);

        Assert.Equal(1, quantiles.Of(0.99));
        Assert.Equal(double.NaN, new Quantiles().Of(0.5));
    }

    [Fact]
    public void A_quantile_is_that_of_the_last_step_over_all_instances()
    {
        const string Old = "order_freshness_seconds_bucket{le=\"1\"} 900\norder_freshness_seconds_bucket{le=\"2\"} 900\norder_freshness_seconds_bucket{le=\"+Inf\"} 900";
        const string Slower = "order_freshness_seconds_bucket{le=\"1\"} 900\norder_freshness_seconds_bucket{le=\"2\"} 910\norder_freshness_seconds_bucket{le=\"+Inf\"} 910";
        var before = Scrape("query-api", Old);
        _clock.Advance(TimeSpan.FromSeconds(5));

        var round = Round((Scrape("query-api", Slower), before), (Scrape("query-api", Slower), before));

        Assert.Equal(1.5, Read(round, "freshness_p50"));
    }

    private Scrape Ingestor(string status, int count, int started = 1) => Scrape("ingestor", string.Create(
        CultureInfo.InvariantCulture, $"process_start_time_seconds {started}\nkafka_messages_processed_total{{status=\"{status}\"}} {count}"));

    private Scrape Scrape(string service, string text) => new(service, _clock.GetTimestamp(), PrometheusText.Parse(text, Signals.Metrics)!);

    private Round Round(params (Scrape Now, Scrape? Before)[] scrapes) => new(scrapes, _clock);

    private static double Read(Round round, string signal, string? label = null) =>
        Signals.All.Single(candidate => candidate.Name == signal && candidate.LabelValue == label).Read(round);
}
