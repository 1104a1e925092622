using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Orders.AppHost.Embedded.Kafka;
using Orders.Contracts;

namespace Orders.Tests.Integration.QueryApi;

public sealed class ReplayTests
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "model.json"));

    [Fact]
    public async Task A_dead_letter_goes_back_as_it_was_with_one_more_replay()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await letters.AppendAsync(1, 1000, "validation_error", "k", "not an order", ("app", "1"), ("traceparent", TraceParent), ("X-Original-Topic", "orders"), ("X-Original-Partition", "2"));

        using var response = await rig.Client.PostAsync("/api/dead-letters/1/0/replay", null);

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal("""{"partition":2,"offset":0,"replay_count":3}""", await response.Content.ReadAsStringAsync());
        var sent = Assert.Single(letters.Orders());
        Assert.Equal((2, "k", "not an order"), (sent.Partition.Value, Encoding.UTF8.GetString(sent.Message.Key!), Encoding.UTF8.GetString(sent.Message.Value!)));
        Assert.Equal(["X-Replay-Count", "app", "traceparent"], sent.Message.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal("3", Encoding.UTF8.GetString(sent.Message.Headers.GetLastBytes("X-Replay-Count")));

        // Nothing is recorded here, so the trace goes on as it came.
        Assert.Equal(TraceParent, Encoding.UTF8.GetString(sent.Message.Headers.GetLastBytes("traceparent")));
    }

    [Fact]
    public async Task A_corrected_message_goes_back_under_the_key_of_its_order()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        await letters.AppendAsync(0, 1000, "json_unmarshal_error", "wrong", "{", ("X-Original-Topic", "orders"), ("X-Original-Partition", "2"));
        using var response = await rig.Client.PostAsync("/api/dead-letters/0/0/replay", Json(Sample));
        Assert.Equal(202, (int)response.StatusCode);
        var sent = Assert.Single(letters.Orders());
        Assert.Equal(("b563feb7b2b84b6test", Sample), (Encoding.UTF8.GetString(sent.Message.Key!), Encoding.UTF8.GetString(sent.Message.Value!)));
    }

    [Fact]
    public async Task A_dry_run_says_what_the_ingestor_would_say_and_sends_nothing()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        await letters.AppendAsync(0, 1000, "validation_error", "k", Sample);
        await letters.AppendAsync(2, 1000, "validation_error", "k", Sample.Replace("9720000000", "abc", StringComparison.Ordinal));

        var results = await BulkAsync(rig, """{"messages":[{"partition":2,"offset":0},{"partition":0,"offset":0},{"partition":0,"offset":1},{"partition":9,"offset":0}],"dry_run":true}""");

        Assert.Equal(["would_be_rejected", "would_be_accepted", "gone", "gone"], Outcomes(results));
        var rejected = results.GetProperty("results")[0];
        Assert.Equal(("validation_error", "delivery.phone"), (rejected.GetProperty("reason").GetString(), rejected.GetProperty("details")[0].GetProperty("path").GetString()));
        Assert.Empty(letters.Orders());

        using var corrected = await rig.Client.PostAsync("/api/dead-letters/2/0/replay?dry_run=true", Json(Sample));
        Assert.Contains("would_be_accepted", await corrected.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(letters.Orders());
    }

    [Fact]
    public async Task Many_go_back_at_once()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        for (var i = 0; i < 99; i++)
        {
            await letters.AppendAsync(i % 3, 1000, "validation_error", $"k{i}", "x");
        }

        var places = Enumerable.Range(0, 99).Select(i => new { partition = i % 3, offset = i / 3 }).Append(new { partition = 0, offset = 33 });
        var results = await BulkAsync(rig, JsonSerializer.Serialize(new { messages = places }));
        Assert.Equal(Enumerable.Repeat("replayed", 99).Append("gone"), Outcomes(results));
        Assert.Equal(99, letters.Orders().Select(record => Encoding.UTF8.GetString(record.Message.Key!)).Distinct().Count());
    }

    [Theory]
    [InlineData("/api/dead-letters/0/0/replay", "", 404, "dead-letter-not-found")]
    [InlineData("/api/dead-letters/0/-1/replay", "", 404, "dead-letter-not-found")]
    [InlineData("/api/dead-letters/99/0/replay", "", 404, "dead-letter-not-found")]
    [InlineData("/api/dead-letters/a/b/replay", "", 404, "dead-letter-not-found")]
    [InlineData("/api/dead-letters/0/99999999999999999999/replay", "", 404, "dead-letter-not-found")]
    [InlineData("/api/dead-letters/0/0/replay?force=1", "", 400, "invalid-query")]
    [InlineData("/api/dead-letters/0/0/replay?dry_run=yes", "", 400, "invalid-query")]
    [InlineData("/api/dead-letters/replay", "", 400, "invalid-body")]
    [InlineData("/api/dead-letters/replay", "null", 400, "invalid-body")]
    [InlineData("/api/dead-letters/replay", "[]", 400, "invalid-body")]
    [InlineData("/api/dead-letters/replay", """{"messages":[]}""", 400, "invalid-body")]
    [InlineData("/api/dead-letters/replay", """{"messages":null}""", 400, "invalid-body")]
    [InlineData("/api/dead-letters/replay", """{"messages":[null]}""", 400, "invalid-body")]
    [InlineData("/api/dead-letters/replay", """{"messages":[{"partition":0}]}""", 400, "invalid-body")]
    [InlineData("/api/dead-letters/replay", """{"messages":[{"partition":0,"offset":0}],"more":1}""", 400, "invalid-body")]
    [InlineData("/api/dead-letters/replay", """{"messages":[{"partition":0,"offset":0},{"partition":0,"offset":0}]}""", 400, "invalid-body")]
    public async Task What_cannot_be_replayed_is_a_problem(string path, string body, int status, string type)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await AssertProblem.IsAsync(rig, path, status, type, "POST", Json(body));
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_a_problem()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await AssertProblem.IsAsync(rig, "/api/dead-letters/0/0/replay", 405, "method-not-allowed");
        await AssertProblem.IsAsync(rig, "/api/dead-letters/replay", 405, "method-not-allowed", "DELETE");
        await AssertProblem.IsAsync(rig, "/api/dead-letters", 405, "method-not-allowed", "POST");
        await AssertProblem.IsAsync(rig, "/api/orders", 405, "method-not-allowed", "POST");
    }

    [Theory]
    [InlineData(null, 415)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("multipart/form-data; boundary=application/json", 415)]
    [InlineData("text/plain; application/json", 415)]
    [InlineData("application/jsonp", 415)]
    [InlineData("application/problem+json", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json, text/plain", 415)]
    [InlineData("application/json", 202)]
    [InlineData("Application/JSON; charset=\"UTF-8\"", 202)]
    public async Task A_body_is_taken_only_as_json(string? type, int status)
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        await letters.AppendAsync(0, 1000, "validation_error", "k", Sample);
        foreach (var (path, body) in new[] { ("/api/dead-letters/0/0/replay", Sample), ("/api/dead-letters/replay", """{"messages":[{"partition":0,"offset":0}]}""") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var response = await rig.Client.SendAsync(request);
            if (status == 415)
            {
                Assert.Equal("urn:orders:problem:unsupported-media-type", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
                Assert.Equal((415, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString()));
                Assert.Equal("application/json", response.Headers.GetValues("Accept-Post").Single());
            }
            else
            {
                Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
            }
        }

        Assert.Equal(status == 415 ? 0 : 2, letters.Orders().Count);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("same-origin", 202)]
    public async Task On_this_port_too_a_page_of_another_site_replays_nothing(string site, int status)
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        await letters.AppendAsync(0, 1000, "validation_error", "k", Sample);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/dead-letters/0/0/replay");
        request.Headers.Add("Sec-Fetch-Site", site);

        // As the gateway passes it on: the browser knew this service under another name.
        request.Headers.Add("Origin", "http://orders.example.org");
        using var response = await rig.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 403 ? 0 : 1, letters.Orders().Count);
    }

    [Theory]
    [InlineData("/api/dead-letters/0/0/replay", 1_048_577)]
    [InlineData("/api/dead-letters/replay", 20_000)]
    public async Task A_body_that_is_too_large_is_refused(string path, int bytes)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await AssertProblem.IsAsync(rig, path, 413, "body-too-large", "POST", new ByteArrayContent(new byte[bytes]));

        // One that does not say its length beforehand.
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(new MemoryStream(new byte[bytes])) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await rig.Client.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_dead_letter_that_fell_off_the_topic_is_gone()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        for (var i = 0; i < 3; i++)
        {
            await letters.AppendAsync(0, 1000 + i, "validation_error", $"k{i}", "x");
        }

        rig.Broker.Kafka.DeleteRecords(TopicNames.DeadLetters, 0, 2);
        await AssertProblem.IsAsync(rig, "/api/dead-letters/0/1/replay", 404, "dead-letter-not-found", "POST");
        Assert.Equal(1, (await rig.Client.GetFromJsonAsync<JsonElement>("/api/dead-letters")).GetProperty("items").GetArrayLength());
        using var response = await rig.Client.PostAsync("/api/dead-letters/0/2/replay", null);
        Assert.Equal(202, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_producer_that_cannot_go_on_is_replaced_without_a_restart()
    {
        await using var rig = await QueryApiRig.StartAsync();
        using var letters = new DeadLetterBench(rig);
        await letters.AppendAsync(0, 1000, "validation_error", "k", "x", ("X-Original-Topic", "orders"), ("X-Original-Partition", "1"));
        Assert.Equal(202, await ReplayAsync());

        // With nothing else under way, a sequence number that the broker does not expect is the end of an idempotent producer.
        rig.Broker.Kafka.PushErrors(RequestKind.Produce, ErrorCode.OutOfOrderSequenceNumber);
        Assert.Equal((202, 202), (await ReplayAsync(), await ReplayAsync()));
        Assert.Equal(3, letters.Orders().Count);

        async Task<int> ReplayAsync()
        {
            using var response = await rig.Client.PostAsync("/api/dead-letters/0/0/replay", null);
            return (int)response.StatusCode;
        }
    }

    private static async Task<JsonElement> BulkAsync(QueryApiRig rig, string body)
    {
        using var response = await rig.Client.PostAsync("/api/dead-letters/replay", Json(body));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static IEnumerable<string?> Outcomes(JsonElement results) =>
        results.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("outcome").GetString());
}
