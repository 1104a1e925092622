using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Orders.Contracts;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.QueryApi.DeadLetters;

/// <summary>The headers with which a dead letter goes back: those that the message had, and how often it has been replayed. Pure.</summary>
internal static class ReplayHeaders
{
    /// <summary>What the ingestor said about the failure: it is not the message's own, and would be out of date.</summary>
    private static readonly HashSet<string> OfTheFailure =
    [
        HeaderNames.OriginalTopic, HeaderNames.OriginalPartition, HeaderNames.OriginalOffset, HeaderNames.OriginalTimestamp,
        HeaderNames.ConsumerGroup, HeaderNames.FailedAt, HeaderNames.ErrorReason, HeaderNames.ErrorDetails, HeaderNames.ReplayCount,
    ];

    /// <param name="replayCount">Of this replay.</param>
    /// <param name="trace">Of the span that sends it; null leaves the message's own.</param>
    public static Headers Of(DeadLetter letter, long replayCount, TraceHeaders? trace)
    {
        var headers = new Headers();
        foreach (var header in letter.Headers)
        {
            if (!OfTheFailure.Contains(header.Key) && !(trace is not null && header.Key is (HeaderNames.TraceParent or HeaderNames.TraceState)))
            {
                headers.Add(header.Key, header.GetValueBytes());
            }
        }

        headers.Add(HeaderNames.ReplayCount, Encoding.ASCII.GetBytes(replayCount.ToString(CultureInfo.InvariantCulture)));
        if (trace is { } sender)
        {
            headers.Add(HeaderNames.TraceParent, sender.TraceParent.ToArray());
            if (!sender.TraceState.IsEmpty)
            {
                headers.Add(HeaderNames.TraceState, sender.TraceState.ToArray());
            }
        }

        return headers;
    }
}
