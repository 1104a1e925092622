using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

using Orders.Contracts;

namespace Orders.Tests.Integration.Ingestor;

public sealed class StoringTests
{
    [Fact]
    public async Task An_order_is_stored_byte_for_byte_and_broadcast_with_its_version()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();

        var order = TestMessage.Order("one");
        await bench.AppendAsync(order);
        await bench.SettledAsync();

        Assert.Equal(order.Text, await bench.DocumentAsync("one"));
        Assert.Equal(1, await bench.VersionAsync("one"));
        await Servers.Eventually.BecomesTrueAsync(() => bench.Changes().SequenceEqual([new BroadcastChange("one", 1, order.Text)]));
    }

    [Fact]
    public async Task Every_version_of_an_order_is_kept_in_order_also_when_several_come_in_one_batch()
    {
        await using var bench = await IngestBench.StartAsync();
        var versions = Enumerable.Range(0, 5).Select(status => TestMessage.Order("one", status)).ToList();
        await bench.AppendAsync(versions);
        await bench.StartIngestorAsync();
        await bench.SettledAsync();

        var more = Enumerable.Range(5, 3).Select(status => TestMessage.Order("one", status)).ToList();
        await bench.AppendAsync(more);
        await bench.SettledAsync();

        Assert.Equal([.. versions.Concat(more).Select(message => message.Text)], await bench.VersionsAsync("one"));
        Assert.Equal(8, await bench.VersionAsync("one"));
    }

    [Fact]
    public async Task The_same_document_again_changes_nothing()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await bench.AppendAsync(TestMessage.Order("one"), TestMessage.Order("one"));
        await bench.SettledAsync();
        await bench.AppendAsync(TestMessage.Order("one"));
        await bench.SettledAsync();

        Assert.Single(await bench.VersionsAsync("one"));
        Assert.Empty(bench.DeadLetters());
    }

    [Fact]
    public async Task Bad_messages_go_to_the_dead_letters_and_the_good_ones_beside_them_to_the_table()
    {
        await using var bench = await IngestBench.StartAsync();
        var malformed = TestMessage.Malformed("bad-json");
        var invalid = TestMessage.WithWrongSum("bad-sum");
        var refused = TestMessage.WithNul("bad-nul");
        await bench.AppendAsync([
            .. Enumerable.Range(0, 50).Select(number => TestMessage.Order($"good-{number}")), malformed, invalid, refused, new TestMessage("empty", null),
            .. Enumerable.Range(50, 50).Select(number => TestMessage.Order($"good-{number}"))]);
        await bench.StartIngestorAsync();
        await bench.SettledAsync();

        Assert.Equal(100, await bench.OrdersAsync());
        var letters = bench.DeadLetters().ToDictionary(letter => Encoding.UTF8.GetString(letter.Message.Key!));
        Assert.Equal(4, letters.Count);
        Assert.Equal("json_unmarshal_error", Header(letters["bad-json"], HeaderNames.ErrorReason));
        Assert.Equal("validation_error", Header(letters["bad-sum"], HeaderNames.ErrorReason));
        Assert.Equal("db_save_error", Header(letters["bad-nul"], HeaderNames.ErrorReason));
        Assert.Equal("json_unmarshal_error", Header(letters["empty"], HeaderNames.ErrorReason));
        Assert.Equal(malformed.Value, letters["bad-json"].Message.Value);
        Assert.Equal(refused.Value, letters["bad-nul"].Message.Value);
        Assert.Null(letters["empty"].Message.Value);
    }

    /// <summary>Whatever the connection string says: Npgsql, left to prepare by itself, fails after such a refusal.</summary>
    [Fact]
    public async Task Statements_are_prepared_and_refusals_between_orders_of_several_versions_end_nothing()
    {
        await using var bench = await IngestBench.StartAsync();
        var ingestor = await bench.StartIngestorAsync(
            null, ("ConnectionStrings:orders", bench.Database.ConnectionString + ";Maximum Pool Size=1;Max Auto Prepare=20;Auto Prepare Min Usages=2"));
        for (var round = 0; round < 20; round++)
        {
            await bench.AppendAsync(Enumerable.Range(0, 6).SelectMany(number => (TestMessage[])[
                TestMessage.Order("changing", round * 20 + number), TestMessage.Order($"good-{number}", round), TestMessage.WithNul($"refused-{round}-{number}")]));
            await bench.SettledAsync();
        }

        Assert.Equal(120, (await bench.VersionsAsync("changing")).Count);
        Assert.Equal(120, bench.DeadLetters().Count);

        // Of the progress and of the orders.
        await using var prepared = ingestor.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT count(*) FROM pg_prepared_statements");
        Assert.Equal(2L, await prepared.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_message_over_the_limit_goes_to_the_dead_letters_whole_and_the_largest_allowed_one_is_stored()
    {
        const int Limit = 900_000;
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync(null, ("Ingestor:MaxMessageBytes", $"{Limit}"));
        var largest = OfSize("largest", Limit);
        var tooLarge = OfSize("too-large", Limit + 1);
        await bench.AppendAsync(tooLarge, largest, TestMessage.Order("small"));
        await bench.SettledAsync();

        Assert.Equal(largest.Text, await bench.DocumentAsync("largest"));
        Assert.Equal(2, await bench.OrdersAsync());
        var letter = Assert.Single(bench.DeadLetters());
        Assert.Equal(tooLarge.Value, letter.Message.Value);
        Assert.Equal("validation_error", Header(letter, HeaderNames.ErrorReason));
        Assert.Contains("too_large", Header(letter, HeaderNames.ErrorDetails), StringComparison.Ordinal);
        await Servers.Eventually.BecomesTrueAsync(() => bench.NewestBroadcast().Count == 2);
    }

    /// <summary>A broker counts what is compressed, so a message may be far larger than any limit says.</summary>
    [Fact]
    public async Task What_the_broker_took_the_dead_letters_take_however_large_it_is()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        var huge = new TestMessage("huge", [.. Enumerable.Repeat((byte)' ', 2_500_000)]);
        var manyHeaders = TestMessage.WithWrongSum("headers") with { Headers = new Confluent.Kafka.Headers { { "large", new byte[1_500_000] } } };
        await bench.AppendAsync(huge with { Partition = 0 }, manyHeaders with { Partition = 0 }, TestMessage.Order("good") with { Partition = 0 });
        await bench.SettledAsync();

        Assert.Equal(1, await bench.OrdersAsync());
        var letters = bench.DeadLetters().ToDictionary(letter => Encoding.UTF8.GetString(letter.Message.Key!));
        Assert.Equal(huge.Value, letters["huge"].Message.Value);
        Assert.Equal(1_500_000, letters["headers"].Message.Headers.Single(header => header.Key == "large").GetValueBytes().Length);
        Assert.Equal("validation_error", Header(letters["headers"], HeaderNames.ErrorReason));
    }

    [Fact]
    public async Task Where_nobody_records_the_trace_of_a_message_goes_on_untouched_in_what_it_causes()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        var headers = new Confluent.Kafka.Headers { { HeaderNames.TraceParent, Encoding.ASCII.GetBytes(Trace) }, { HeaderNames.TraceState, "vendor=7"u8.ToArray() } };
        await bench.AppendAsync(TestMessage.Order("good") with { Headers = headers }, TestMessage.WithWrongSum("bad") with { Headers = headers });
        await bench.SettledAsync();

        Assert.Equal(Trace, Header(Assert.Single(bench.DeadLetters()), HeaderNames.TraceParent));
        await Servers.Eventually.BecomesTrueAsync(() => bench.WithHeader(HeaderNames.TraceParent).Count == 1);
        Assert.Equal(Trace, Header(bench.WithHeader(HeaderNames.TraceParent).Single(), HeaderNames.TraceParent));
        Assert.Equal("vendor=7", Header(bench.WithHeader(HeaderNames.TraceState).Single(), HeaderNames.TraceState));
    }

    [Fact]
    public async Task What_comes_without_a_trace_goes_on_with_one()
    {
        await using var bench = await IngestBench.StartAsync();
        await bench.StartIngestorAsync();
        await bench.AppendAsync(TestMessage.Order("good"), TestMessage.WithWrongSum("bad"));
        await bench.SettledAsync();

        await Servers.Eventually.BecomesTrueAsync(() => bench.WithHeader(HeaderNames.TraceParent).Count == 1);
        Assert.All(
            [Assert.Single(bench.DeadLetters()), bench.WithHeader(HeaderNames.TraceParent).Single()],
            record =>
            {
                Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-00$", Header(record, HeaderNames.TraceParent));
                Assert.DoesNotContain(record.Message.Headers, header => header.Key == HeaderNames.TraceState);
            });
    }

    /// <summary>An order with an unknown member that makes it as large as wanted, of text that does not compress to nothing.</summary>
    private static TestMessage OfSize(string uid, int bytes)
    {
        var random = new Random(1);
        var padding = TestMessage.Changed(uid, order => order["note"] = "").Value!.Length;
        return TestMessage.Changed(uid, order => order["note"] = string.Concat(Enumerable.Range(0, bytes - padding).Select(_ => (char)('a' + random.Next(26)))));
    }

    private static string Header(Confluent.Kafka.ConsumeResult<byte[]?, byte[]?> record, string name) =>
        Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(name));
}
