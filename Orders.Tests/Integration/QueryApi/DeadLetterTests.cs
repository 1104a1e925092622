using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Orders.Contracts;
using Orders.QueryApi.DeadLetters;
using Orders.ServiceDefaults;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task Dead_letters_are_listed_newest_first_across_partitions()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        for (var i = 0; i < 30; i++)
        {
            await letters.AppendAsync(i % 3, 1000 + i, "validation_error", $"key-{i}", $"value-{i}");
        }

        var page = await GetAsync(rig, "/api/dead-letters?limit=25");
        Assert.Equal(Enumerable.Range(5, 25).Reverse().Select(i => $"key-{i}"), Keys(page));
        var newest = page.GetProperty("items")[0];
        Assert.Equal(
            ["partition", "offset", "timestamp", "key", "reason", "details", "replay_count", "payload"],
            newest.EnumerateObject().Select(member => member.Name));
        Assert.Equal((2, 9, "value-29"), (newest.GetProperty("partition").GetInt32(), newest.GetProperty("offset").GetInt32(), newest.GetProperty("payload").GetString()));
        Assert.Equal("items[0].sale", newest.GetProperty("details")[0].GetProperty("path").GetString());
        Assert.Equal(2, newest.GetProperty("replay_count").GetInt32());

        var rest = await GetAsync(rig, $"/api/dead-letters?cursor={page.GetProperty("next").GetString()}");
        Assert.Equal(Enumerable.Range(0, 5).Reverse().Select(i => $"key-{i}"), Keys(rest));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Paging_shows_everything_once_while_dead_letters_arrive()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        for (var i = 0; i < 60; i++)
        {
            await letters.AppendAsync(i % 2, 1000 + i, "validation_error", $"key-{i}", "x");
        }

        var seen = new List<string?>();
        for (var path = "/api/dead-letters?limit=7"; path is not null;)
        {
            var page = await GetAsync(rig, path);
            seen.AddRange(Keys(page));
            await letters.AppendAsync(seen.Count % 3, 5000, "validation_error", "new", "x");
            path = page.GetProperty("next").GetString() is { } next ? $"/api/dead-letters?limit=7&cursor={next}" : null;
        }

        Assert.Equal(Enumerable.Range(0, 60).Reverse().Select(i => $"key-{i}"), seen);
    }

    [Fact]
    public async Task A_reason_is_searched_for_a_part_of_the_topic_at_a_time()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        using var letters = new DeadLetterBench(rig);
        for (var i = 0; i < 100; i++)
        {
            await letters.AppendAsync(i % 3, 1000 + i, i % 50 == 0 ? "db_save_error" : "validation_error", $"key-{i}", "x");
        }

        await rig.StartServiceAsync("--DeadLetters:MaxScanned", "20");
        await rig.IsReadyAsync();
        var seen = new List<string?>();
        var pages = 0;
        for (var path = "/api/dead-letters?reason=db_save_error"; path is not null; pages++)
        {
            var page = await GetAsync(rig, path);
            seen.AddRange(Keys(page));
            path = page.GetProperty("next").GetString() is { } next ? $"/api/dead-letters?reason=db_save_error&cursor={next}" : null;
        }

        Assert.Equal(["key-50", "key-0"], seen);
        Assert.Equal(5, pages);
    }

    [Fact]
    public async Task What_anybody_put_there_is_shown_as_far_as_it_can_be()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        await letters.AppendAsync(0, new Message<byte[]?, byte[]?> { Key = null, Value = null, Headers = null });
        await letters.AppendAsync(0, new Message<byte[]?, byte[]?>
        {
            Key = [0xFF],
            Value = [0xC3, 0x28],
            Timestamp = new Timestamp(long.MaxValue / 2, TimestampType.CreateTime),
            Headers = new Headers
            {
                { HeaderNames.ErrorReason, [0xFF] },
                { HeaderNames.ErrorDetails, "[{\"path\":1}]"u8.ToArray() },
                { HeaderNames.ReplayCount, "many"u8.ToArray() },
                { "", null },
            },
        });
        await letters.AppendAsync(0, new Message<byte[]?, byte[]?> { Key = [], Value = "a\u0000\"\\<é🚚"u8.ToArray(), Headers = [] });

        var items = (await GetAsync(rig, "/api/dead-letters")).GetProperty("items").EnumerateArray().OrderBy(item => item.GetProperty("offset").GetInt64()).ToList();

        Assert.Equal(JsonValueKind.Null, items[0].GetProperty("payload").ValueKind);
        Assert.Equal(JsonValueKind.Null, items[0].GetProperty("key").ValueKind);
        Assert.Equal(JsonValueKind.Null, items[0].GetProperty("reason").ValueKind);
        Assert.Equal("wyg=", items[1].GetProperty("payload_base64").GetString());
        Assert.False(items[1].TryGetProperty("payload", out _));
        Assert.Equal("/w==", items[1].GetProperty("key_base64").GetString());
        Assert.Equal(JsonValueKind.Null, items[1].GetProperty("timestamp").ValueKind);
        Assert.Equal(0, items[1].GetProperty("details").GetArrayLength());
        Assert.Equal(0, items[1].GetProperty("replay_count").GetInt64());
        Assert.Equal("a\u0000\"\\<é🚚", items[2].GetProperty("payload").GetString());
        Assert.Equal("", items[2].GetProperty("key").GetString());
    }

    [Fact]
    public async Task Masked_the_payload_is_not_shown_at_all()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        using var letters = new DeadLetterBench(rig);
        await letters.AppendAsync(0, 1000, "validation_error", "key", """{"delivery":{"name":"Анна"}}""");
        await rig.StartServiceAsync("--Privacy:Mask", "always");
        await rig.IsReadyAsync();
        using var response = await rig.Client.GetAsync("/api/dead-letters");
        Assert.True(response.Headers.Contains("X-Masked"));
        Assert.DoesNotContain("payload", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?reason=other", "invalid-query", "reason must be one of")]
    [InlineData("?limit=0", "invalid-query", "limit")]
    [InlineData("?partition=0", "invalid-query", "partition is not known")]
    [InlineData("?cursor=nonsense", "invalid-cursor", "Begin again")]
    public async Task A_bad_question_is_a_problem_that_says_why(string query, string type, string detail)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await AssertProblem.IsAsync(rig, $"/api/dead-letters{query}", 400, type, detail: detail);
    }

    [Fact]
    public async Task A_cursor_of_a_topic_that_was_made_anew_is_refused()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        for (var i = 0; i < 5; i++)
        {
            await letters.AppendAsync(0, 1000 + i, "validation_error", $"key-{i}", "x");
        }

        var next = (await GetAsync(rig, "/api/dead-letters?limit=1")).GetProperty("next").GetString();
        rig.Broker.Kafka.DeleteTopic(TopicNames.DeadLetters);
        rig.Broker.Kafka.CreateTopic(TopicNames.DeadLetters, QueryApiRig.TopicPartitions);
        await AssertProblem.IsAsync(rig, $"/api/dead-letters?cursor={next}", 400, "invalid-cursor", detail: "made anew");
    }

    [Fact]
    public async Task Without_a_topic_there_are_no_dead_letters()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        rig.Broker.Kafka.DeleteTopic(TopicNames.DeadLetters);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        Assert.Equal("""{"items":[],"next":null}""", await rig.Client.GetStringAsync("/api/dead-letters"));
    }

    [Fact]
    public async Task With_one_of_two_brokers_silent_a_partition_is_not_taken_for_empty()
    {
        using var broker = new TestBroker(brokers: 2);
        var name = broker.NewTopic(partitions: 2);
        broker.Kafka.SetPartitionLeader(name, 0, broker: 1);
        broker.Kafka.SetPartitionLeader(name, 1, broker: 2);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build();
        var topic = new DeadLetterTopic(
            admin,
            Options.Create(new TopicOptions { DeadLetters = name }),
            Options.Create(new DeadLetterOptions { Timeout = TimeSpan.FromSeconds(2) }));
        Assert.Equal(2, (await topic.RangesAsync()).Count);

        broker.Kafka.SetRoundTrip(TimeSpan.FromMinutes(1), broker: 2);
        await Assert.ThrowsAsync<KafkaException>(topic.RangesAsync);
    }

    [Fact]
    public async Task With_the_broker_away_it_is_503_and_afterwards_all_is_well()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        using var letters = new DeadLetterBench(rig);
        await letters.AppendAsync(0, 1000, "validation_error", "key", "x");
        await rig.StartServiceAsync("--DeadLetters:Timeout", "00:00:01");
        await rig.IsReadyAsync();
        await GetAsync(rig, "/api/dead-letters");
        rig.Broker.Kafka.BrokerDown();
        await AssertProblem.IsAsync(rig, "/api/dead-letters", 503, "broker-unavailable", retryAfter: "2");
        await AssertProblem.IsAsync(rig, "/api/dead-letters/0/0/replay", 503, "broker-unavailable", "POST", retryAfter: "2");
        rig.Broker.Kafka.BrokerUp();
        await Eventually.BecomesTrueAsync(async () => (await rig.Client.GetAsync("/api/dead-letters")).IsSuccessStatusCode);
    }

    private static async Task<JsonElement> GetAsync(QueryApiRig rig, string path)
    {
        using var response = await rig.Client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static List<string?> Keys(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString())];
}

/// <summary>Plays the ingestor, or anybody else, on the dead-letter topic; and reads what comes back to the orders.</summary>
internal sealed class DeadLetterBench(QueryApiRig rig) : IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> _producer = new ProducerBuilder<byte[]?, byte[]?>(rig.Broker.ProducerConfig).Build();

    public Task<long> AppendAsync(int partition, long timestamp, string reason, string key, string value, params (string Name, string Value)[] headers)
    {
        var message = new Message<byte[]?, byte[]?>
        {
            Key = Encoding.UTF8.GetBytes(key),
            Value = Encoding.UTF8.GetBytes(value),
            Timestamp = new Timestamp(timestamp, TimestampType.CreateTime),
            Headers = new Headers
            {
                { HeaderNames.ErrorReason, Encoding.UTF8.GetBytes(reason) },
                { HeaderNames.ErrorDetails, """[{"path":"items[0].sale","code":"out_of_range","message":"must be 0 to 100"}]"""u8.ToArray() },
                { HeaderNames.ReplayCount, "2"u8.ToArray() },
            },
        };
        foreach (var (name, text) in headers)
        {
            message.Headers.Add(name, Encoding.UTF8.GetBytes(text));
        }

        return AppendAsync(partition, message);
    }

    public async Task<long> AppendAsync(int partition, Message<byte[]?, byte[]?> message) =>
        (await _producer.ProduceAsync(new TopicPartition(TopicNames.DeadLetters, partition), message)).Offset.Value;

    public IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> Orders() =>
        TopicReader.ReadAll(rig.Broker.BootstrapServers, TopicNames.Orders, QueryApiRig.TopicPartitions);

    public void Dispose() => _producer.Dispose();
}
