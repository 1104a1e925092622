using System.Text;
using System.Text.Json;

using Confluent.Kafka;

using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Ingestor.DeadLettering;

namespace Orders.Tests.Unit.Ingestor;

public sealed class DeadLetterHeadersTests
{
    private const string Trace = "00-11111111111111111111111111111111-2222222222222222-01";

    private static readonly DateTimeOffset FailedAt = new(2026, 5, 6, 7, 8, 9, TimeSpan.FromHours(2));

    [Fact]
    public void They_say_where_the_message_was_and_what_is_wrong_with_it()
    {
        var headers = Of(Record(), [new Fault("delivery.phone", "invalid_phone", "must be 7 to 15 digits"), new Fault("items", "no_items", "must have one")]);

        Assert.Equal("orders", Text(headers, "X-Original-Topic"));
        Assert.Equal("3", Text(headers, "X-Original-Partition"));
        Assert.Equal("42", Text(headers, "X-Original-Offset"));
        Assert.Equal("1700000000123", Text(headers, "X-Original-Timestamp"));
        Assert.Equal("the-group", Text(headers, "X-Consumer-Group"));
        Assert.Equal("2026-05-06T05:08:09.000Z", Text(headers, "X-Failed-At"));
        Assert.Equal("0", Text(headers, "X-Replay-Count"));
        Assert.Equal("validation_error", Text(headers, "X-Error-Reason"));
        Assert.Equal(
            """[{"path":"delivery.phone","code":"invalid_phone","message":"must be 7 to 15 digits"},{"path":"items","code":"no_items","message":"must have one"}]""",
            Text(headers, "X-Error-Details"));
    }

    [Fact]
    public void The_original_headers_stay_as_they_were_also_those_without_a_value()
    {
        var record = Record(("twice", [1, 2]), ("twice", [3]), ("empty", null));

        var headers = Of(record, [new Fault("$", "invalid_json", "")]);

        Assert.Equal([[1, 2], [3]], headers.Where(header => header.Key == "twice").Select(header => header.GetValueBytes()));
        Assert.Null(headers.Single(header => header.Key == "empty").GetValueBytes());
    }

    [Fact]
    public void Our_headers_of_a_replayed_message_are_replaced_and_its_count_is_kept()
    {
        var record = Record(("X-Replay-Count", "2"u8.ToArray()), ("X-Error-Reason", "db_save_error"u8.ToArray()), ("X-Error-Reason", "piled"u8.ToArray()), ("X-Original-Offset", "7"u8.ToArray()));

        var headers = Of(record, [new Fault("$", "invalid_json", "")]);

        Assert.Equal("2", Text(headers, "X-Replay-Count"));
        Assert.Equal("validation_error", Text(headers, "X-Error-Reason"));
        Assert.Equal("42", Text(headers, "X-Original-Offset"));
        Assert.Equal(10, headers.Count);
    }

    [Fact]
    public void The_trace_context_is_ours_too()
    {
        var record = Record(("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"u8.ToArray()), ("traceparent", [1]), ("tracestate", "old=1"u8.ToArray()));

        var headers = Of(record, [new Fault("$", "invalid_json", "")]);

        Assert.Equal(Trace, Text(headers, "traceparent"));
        Assert.DoesNotContain(headers, header => header.Key == "tracestate");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("")]
    public void A_replay_count_that_is_no_count_counts_as_none(string count) =>
        Assert.Equal("0", Text(Of(Record(("X-Replay-Count", Encoding.UTF8.GetBytes(count))), [new Fault("$", "invalid_json", "")]), "X-Replay-Count"));

    [Fact]
    public void Details_stay_within_8_KB_and_say_how_many_faults_are_left_out()
    {
        var faults = Enumerable.Range(0, 3000).Select(item => new Fault($"items[{item}].sale", "out_of_range", "must be from 0 to 100")).ToList();

        var details = Of(Record(), faults).GetLastBytes("X-Error-Details");

        Assert.InRange(details.Length, 7 * 1024, 8 * 1024);
        var entries = JsonSerializer.Deserialize(details, OrderJsonContext.Default.IReadOnlyListFault)!;
        Assert.Equal(faults[..(entries.Count - 1)], entries.SkipLast(1));
        Assert.Equal("more_faults", entries[^1].Code);
        Assert.StartsWith($"{3000 - (entries.Count - 1)} more", entries[^1].Message, StringComparison.Ordinal);
    }

    private static Headers Of(ConsumeResult<byte[]?, byte[]?> record, IReadOnlyList<Fault> faults) =>
        DeadLetterHeaders.Of(record, new Rejected(ErrorReasons.ValidationError, faults), "the-group", FailedAt, [("traceparent", Encoding.ASCII.GetBytes(Trace))]);

    private static ConsumeResult<byte[]?, byte[]?> Record(params (string Key, byte[]? Value)[] headers)
    {
        var message = new Message<byte[]?, byte[]?> { Headers = [], Timestamp = new Timestamp(1700000000123, TimestampType.CreateTime) };
        foreach (var (key, value) in headers)
        {
            message.Headers.Add(key, value);
        }

        return new ConsumeResult<byte[]?, byte[]?> { Topic = "orders", Partition = 3, Offset = 42, Message = message };
    }

    private static string Text(Headers headers, string name) => Encoding.UTF8.GetString(headers.Single(header => header.Key == name).GetValueBytes());
}
