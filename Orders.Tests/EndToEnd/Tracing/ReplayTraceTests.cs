using System.Globalization;
using System.Net;
using System.Text;
using Orders.Tests.Integration.Ingestor;
using Orders.Tests.Servers.Otlp;

namespace Orders.Tests.EndToEnd.Tracing;

[Collection(SharedTracedSystem.Name)]
public sealed class ReplayTraceTests(TracedSystem system)
{
    [Fact]
    public async Task A_replay_goes_on_with_the_trace_of_its_dead_letter_and_links_to_who_asked()
    {
        var origin = TracedSystem.NewTrace();
        await system.AppendAsync((TestMessage.WithWrongSum("wrong-sum-to-replay"), origin.Header, null));
        var rejected = (await system.TraceAsync(origin.TraceId, spans => spans.Any(IsRejection))).Single(IsRejection);
        var letter = system.ReadTopic("orders_dlq").Single(record => Encoding.UTF8.GetString(record.Message.Key ?? []) == "wrong-sum-to-replay");

        var asking = TracedSystem.NewTrace();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/dead-letters/{letter.Partition.Value}/{letter.Offset.Value}/replay"));
        request.Headers.Add("traceparent", asking.Header);
        using var response = await system.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);

        // Each service exports when it likes: the ingestor's spans may be there before that of the query API which caused them.
        var trace = await system.TraceAsync(origin.TraceId, spans => spans.Count(IsRejection) == 2 && spans.Count(IsProcess) == 2 && spans.Any(IsReplay));
        var replay = Assert.Single(trace, IsReplay);
        Assert.Equal(("orders-query-api", SpanKind.Producer), (replay.Service, replay.Kind));
        Assert.True(replay.IsChildOf(rejected));
        var asked = await system.TraceAsync(asking.TraceId, spans => spans.Any(span => span.Service == "orders-query-api"));
        Assert.True(replay.LinksTo(asked.Single(span => span.Service == "orders-query-api")));
        Assert.Contains(trace, span => IsProcess(span) && span.IsChildOf(replay));
    }

    private static bool IsReplay(ReceivedSpan span) => span.Name == "send orders";

    private static bool IsProcess(ReceivedSpan span) => span.Name == "process orders";

    private static bool IsRejection(ReceivedSpan span) => span.Name == "send orders_dlq";
}
