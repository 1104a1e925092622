using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Orders.Ingestor.Consuming;

namespace Orders.Tests.Unit.Ingestor;

public sealed class RenewedTopicTests
{
    private const string FirstLearned = "[thrd:main]: Topic orders changed id from AAAAAAAAAAAAAAAAAAAAAA to 2sK1nXTRRoqJ2nqyQ5jXBA";
    private const string Renewed = "[thrd:main]: Topic orders changed id from 2sK1nXTRRoqJ2nqyQ5jXBA to cV9nP4mJTRyqv1gcYx3M0Q";

    private readonly RenewedTopic _topic = new(NullLoggerFactory.Instance);

    [Fact]
    public void A_client_that_learns_the_topics_id_for_the_first_time_reads_the_right_one()
    {
        var client = new object();
        _topic.Heard(client, Line(FirstLearned));
        Assert.False(_topic.IsReadBy(client));
    }

    [Fact]
    public void What_a_client_that_was_given_up_hears_late_hides_nothing_of_another()
    {
        var (old, current, next) = (new object(), new object(), new object());
        _topic.Heard(current, Line(Renewed));
        _topic.Heard(old, Line(Renewed));

        Assert.True(_topic.IsReadBy(current));
        Assert.False(_topic.IsReadBy(next));
    }

    [Theory]
    [InlineData(null, "metadata")]
    [InlineData("", "metadata")]
    [InlineData("cgrp,fetch", "cgrp,fetch,metadata")]
    public void Settings_for_the_clients_log_do_not_take_the_line_away(string? settings, string contexts) =>
        Assert.Equal(contexts, RenewedTopic.Contexts(settings));

    private static LogMessage Line(string text) => new("client", SyslogLevel.Debug, "METADATA", text);
}
