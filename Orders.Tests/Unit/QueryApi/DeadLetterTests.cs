using System.Text;
using Confluent.Kafka;
using Orders.Contracts;
using Orders.QueryApi.DeadLetters;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Tests.Unit.QueryApi;

public sealed class DeadLetterTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("""[{"path":"a"}]""")]
    [InlineData("""[{"path":"a","code":"b","message":"\ud800"}]""")]
    public void Details_that_are_not_ours_are_none(string? details)
    {
        var letter = Letter((HeaderNames.ErrorDetails, details is null ? null : Encoding.UTF8.GetBytes(details)));
        Assert.DoesNotContain(letter.Details, fault => fault is not null);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("-3", 0)]
    [InlineData("three", 0)]
    [InlineData("99999999999999999999", 0)]
    public void A_replay_count_is_a_number_or_none(string header, long count) =>
        Assert.Equal(count, Letter((HeaderNames.ReplayCount, Encoding.UTF8.GetBytes(header))).ReplayCount);

    [Fact]
    public void Headers_that_are_missing_empty_or_binary_say_nothing()
    {
        var letter = Letter((HeaderNames.ErrorReason, null), (HeaderNames.OriginalTopic, [0xFF, 0xFE]), (HeaderNames.OriginalPartition, []), ("x", null));
        Assert.Null(letter.Reason);
        Assert.Null(letter.Origin);
        Assert.Empty(letter.Details);
        Assert.Equal(0, letter.ReplayCount);
    }

    [Fact]
    public void A_message_goes_back_with_its_own_headers_and_a_count()
    {
        var letter = Letter(
            ("app", [1]), ("app", [2]), ("empty", null),
            (HeaderNames.OriginalTopic, "orders"u8.ToArray()), (HeaderNames.ErrorReason, "validation_error"u8.ToArray()),
            (HeaderNames.ReplayCount, "1"u8.ToArray()), (HeaderNames.TraceParent, "old"u8.ToArray()), (HeaderNames.TraceState, "s"u8.ToArray()));

        var headers = ReplayHeaders.Of(letter, 2, new TraceHeaders("new"u8.ToArray()));

        Assert.Equal(["app", "app", "empty", "X-Replay-Count", "traceparent"], headers.Select(header => header.Key));
        Assert.Equal("2"u8.ToArray(), headers.GetLastBytes(HeaderNames.ReplayCount));
        Assert.Equal("new"u8.ToArray(), headers.GetLastBytes(HeaderNames.TraceParent));
        Assert.Equal("old"u8.ToArray(), ReplayHeaders.Of(letter, 2, null).GetLastBytes(HeaderNames.TraceParent));
    }

    [Theory]
    [InlineData("""{"order_uid":"a-1"}""", "a-1")]
    [InlineData("""{"order_uid":"a/1"}""", null)]
    [InlineData("""{"order_uid":17}""", null)]
    [InlineData("""{"order_uid":"\ud800"}""", null)]
    [InlineData("""["order_uid"]""", null)]
    [InlineData("""{"order_uid":"a""", null)]
    [InlineData(" ", null)]
    public void A_corrected_message_goes_back_under_its_uid_when_it_has_one(string corrected, string? key) =>
        Assert.Equal(key, ReplayKey.Of(Encoding.UTF8.GetBytes(corrected)) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);

    private static DeadLetter Letter(params (string Name, byte[]? Value)[] headers)
    {
        var all = new Headers();
        foreach (var (name, value) in headers)
        {
            all.Add(name, value);
        }

        return new DeadLetter(0, 0, 0, null, null, all);
    }
}
