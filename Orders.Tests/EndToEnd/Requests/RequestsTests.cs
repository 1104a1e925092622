using Orders.Chaos.Requests.Running;

namespace Orders.Tests.EndToEnd.Requests;

/// <summary>A short run of <c>./chaos requests</c>.</summary>
[Collection(WholeMachine.Name)]
public sealed class RequestsTests
{
    [Fact]
    public async Task No_bad_request_does_any_harm()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var options = new RequestsOptions { Count = 5_000, Seed = 5, IdleConnections = 500, Orders = 200 };

        var report = await new RequestsRun(options, static _ => { }, TextWriter.Null).RunAsync(deadline.Token);

        Assert.True(report.Holds, string.Join('\n', report.Lines()));
        Assert.True(report.Answers.Values.Sum() >= options.Count);
        Assert.Contains(report.Answers.Keys, answer => answer.Status == 304);
        Assert.Contains(report.Answers.Keys, answer => answer.Status == 429);
    }
}
