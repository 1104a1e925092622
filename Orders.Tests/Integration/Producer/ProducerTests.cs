using System.Globalization;
using System.Net;
using System.Text;
using Confluent.Kafka;
using Orders.AppHost.Embedded.Processes;
using Orders.Contracts.Decoding;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Producer;

public sealed class ProducerTests
{
    private static (string, string) Topic(string name) => ("Topics__Orders", name);

    private static List<ConsumeResult<byte[], byte[]>> ReadAll(TestBroker broker, string topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(broker.ConsumerConfig("readers")).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions.Select(p => new TopicPartition(topic, p.PartitionId)).ToArray();
        consumer.Assign(partitions.Select(p => new TopicPartitionOffset(p, Offset.Beginning)));
        var messages = new List<ConsumeResult<byte[], byte[]>>();
        var left = partitions.Sum(p => consumer.QueryWatermarkOffsets(p, TimeSpan.FromSeconds(10)).High.Value);
        while (messages.Count < left)
        {
            messages.Add(consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException("no message within 30 s"));
        }

        return messages;
    }

    [Fact]
    public async Task A_counted_run_ends_when_all_are_acknowledged_and_says_so()
    {
        using var broker = new TestBroker();
        var topic = broker.NewTopic(3);
        using var producer = new ProducerProcess(broker.BootstrapServers, "--count 500 --rate 0 --invalid-share 0.1 --update-share 0.3", Topic(topic));

        var (exitCode, output, errors) = await producer.WaitForExitAsync();

        Assert.True(exitCode == 0, output + errors);
        Assert.Matches("sent 500, acknowledged 500, failed 0 of 500 messages in [0-9.]+ s", output);
        var messages = ReadAll(broker, topic);
        Assert.Equal(500, messages.Count);
        Assert.All(messages, m => Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", Encoding.UTF8.GetString(m.Message.Headers.GetLastBytes("traceparent"))));
        Assert.Equal(500, messages.Select(m => Encoding.UTF8.GetString(m.Message.Headers.GetLastBytes("traceparent"))).Distinct().Count());
        var accepted = messages.Select(m => (m, OrderDecoder.Decode(m.Message.Value, DateTimeOffset.UtcNow, DecodeLimits.Default) as Accepted)).Where(p => p.Item2 is not null).ToArray();
        Assert.InRange(accepted.Length, 400, 490);
        Assert.All(accepted, p => Assert.Equal(p.Item2!.Order.OrderUid, Encoding.UTF8.GetString(p.m.Message.Key)));
        Assert.All(accepted.GroupBy(p => p.Item2!.Order.OrderUid), g => Assert.Single(g.Select(p => p.m.Partition).Distinct()));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_messages_in_every_process()
    {
        using var broker = new TestBroker();
        var (first, second) = (broker.NewTopic(), broker.NewTopic());
        using var one = new ProducerProcess(broker.BootstrapServers, "--count 200 --rate 0 --seed 42", Topic(first));
        using var two = new ProducerProcess(broker.BootstrapServers, "--count 200", Topic(second), ("Producer__Seed", "42"), ("Producer__OrdersPerSecond", "0"));
        await one.WaitForExitAsync();
        await two.WaitForExitAsync();

        Assert.Equal(
            ReadAll(broker, first).Select(m => Convert.ToBase64String(m.Message.Value)),
            ReadAll(broker, second).Select(m => Convert.ToBase64String(m.Message.Value)));
    }

    [Fact]
    public async Task Messages_are_compressed()
    {
        // The broker keeps 5 MiB of a partition as it comes over the wire: far more than that fits only when it is compressed.
        using var broker = new TestBroker();
        var topic = broker.NewTopic();
        using var producer = new ProducerProcess(broker.BootstrapServers, "--count 6000 --rate 0 --seed 1", Topic(topic));
        await producer.WaitForExitAsync();

        var messages = ReadAll(broker, topic);

        Assert.Equal(6_000, messages.Count);
        Assert.True(messages.Sum(m => m.Message.Value.Length) > 7 * 1024 * 1024);
    }

    [Fact]
    public async Task A_broker_that_goes_away_loses_and_doubles_nothing()
    {
        using var broker = new TestBroker();
        var topic = broker.NewTopic();
        var url = $"http://127.0.0.1:{LoopbackPort.Next()}";
        using var producer = new ProducerProcess(
            broker.BootstrapServers, "--count 1000 --rate 300 --invalid-share 0 --update-share 0", Topic(topic), ("ASPNETCORE_URLS", url));
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await Eventually.BecomesTrueAsync(async () => await Metric(http, "orders_produced_total{kind=\"order\"}") > 50);

        broker.Kafka.BrokerDown();
        await Eventually.BecomesTrueAsync(async () => await Metric(http, "orders_in_flight") > 100);
        broker.Kafka.BrokerUp();

        var (exitCode, output, errors) = await producer.WaitForExitAsync();
        Assert.True(exitCode == 0, output + errors);
        var keys = ReadAll(broker, topic).Select(m => Encoding.UTF8.GetString(m.Message.Key)).ToArray();
        Assert.Equal(1_000, keys.Length);
        Assert.Equal(1_000, keys.Distinct().Count());
    }

    [Fact]
    public async Task The_service_waits_for_its_topic_and_stops_gracefully()
    {
        using var broker = new TestBroker();
        var url = $"http://127.0.0.1:{LoopbackPort.Next()}";
        using var producer = new ProducerProcess(broker.BootstrapServers, "--rate 200", Topic("late"), ("ASPNETCORE_URLS", url));
        using var http = new HttpClient { BaseAddress = new Uri(url) };

        await Eventually.BecomesTrueAsync(async () => await Ask(http, "/health") is (HttpStatusCode.ServiceUnavailable, var body) && body.Contains("waiting for the topic", StringComparison.Ordinal));
        broker.Kafka.CreateTopic("late", 2);
        await Eventually.BecomesTrueAsync(async () => await Ask(http, "/health") is (HttpStatusCode.OK, _));
        await Eventually.BecomesTrueAsync(async () => await Metric(http, "orders_produced_total{kind=\"order\"}") > 0);

        producer.Terminate();
        var (exitCode, output, errors) = await producer.WaitForExitAsync();
        Assert.True(exitCode == 0, output + errors);
        Assert.DoesNotContain("not acknowledged", output, StringComparison.Ordinal);
        Assert.NotEmpty(ReadAll(broker, "late"));
    }

    [Theory]
    [InlineData("--invalid-share 2", "Producer:InvalidShare: must be 0 to 1")]
    [InlineData("--count 0", "Producer:Count: must be at least 1")]
    [InlineData("--rate -1", "Producer:OrdersPerSecond: must be 0")]
    [InlineData("--rate fast", "fast")]
    [InlineData("--speed 3", "--speed")]
    public async Task A_wrong_setting_is_one_clear_line_and_exit_code_1(string arguments, string line)
    {
        using var producer = new ProducerProcess("localhost:1", arguments);

        var (exitCode, _, errors) = await producer.WaitForExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(line, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_missing_connection_string_is_one_clear_line_and_exit_code_1()
    {
        using var producer = new ProducerProcess(null, "--count 1");

        var (exitCode, _, errors) = await producer.WaitForExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("ConnectionStrings__kafka", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    private static async Task<double> Metric(HttpClient http, string name)
    {
        var (_, body) = await Ask(http, "/metrics");
        var line = body.Split('\n').FirstOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(HttpClient http, string path)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            // Not listening yet.
            return (0, "");
        }
    }
}
