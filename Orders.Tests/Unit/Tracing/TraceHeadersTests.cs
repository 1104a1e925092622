using System.Diagnostics;
using System.Text;

using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Tests.Unit.Tracing;

public sealed class TraceHeadersTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void The_context_is_that_of_the_span_that_sent_the_message()
    {
        var context = Parse(Parent, "vendor=7");

        Assert.Equal(
            ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", ActivityTraceFlags.Recorded, "vendor=7", true),
            (context.TraceId.ToHexString(), context.SpanId.ToHexString(), context.TraceFlags, context.TraceState, context.IsRemote));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whatever")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01")]
    public void What_is_no_traceparent_names_no_span(string header) => Assert.Equal(default, Parse(header));

    [Fact]
    public void Headers_that_are_too_long_are_not_read()
    {
        Assert.Equal(default, Parse(Parent + new string('-', 1_000_000)));
        Assert.Null(Parse(Parent, "vendor=" + new string('7', 513)).TraceState);
    }

    [Fact]
    public void A_trace_that_nobody_records_can_still_be_told_from_others()
    {
        var (one, another) = (TraceHeaders.NotRecorded().Parse(), TraceHeaders.NotRecorded().Parse());

        Assert.NotEqual(one.TraceId, another.TraceId);
        Assert.Equal(ActivityTraceFlags.None, one.TraceFlags);
    }

    private static ActivityContext Parse(string parent, string? state = null) =>
        new TraceHeaders(Encoding.ASCII.GetBytes(parent), state is null ? null : Encoding.ASCII.GetBytes(state)).Parse();
}
