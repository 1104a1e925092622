using System.Net;
using System.Net.Http.Headers;

using Orders.Chaos.Faults;
using Orders.Chaos.Reading;

namespace Orders.Tests.Unit.Chaos;

public sealed class ReaderTests : IDisposable
{
    private readonly FaultWindows _windows = new(TimeProvider.System);
    private readonly ReadLog _log = new(static _ => { });
    private readonly List<Reader> _readers = [];

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Other_errors_are_wrong_whatever_is_broken(HttpStatusCode status)
    {
        using (_windows.Begin("killed", FaultWindows.Database))
        {
            await JudgeAsync(Gateway(), new HttpResponseMessage(status));
        }

        Assert.Single(_log.Wrong);
    }

    [Fact]
    public async Task A_503_needs_an_excuse_and_says_when_to_come_back()
    {
        await JudgeAsync(Gateway(), Unavailable(retryAfter: true));
        Assert.Single(_log.Wrong);
        using (_windows.Begin("killed", FaultWindows.Database))
        {
            await JudgeAsync(Gateway(), Unavailable(retryAfter: true));
            Assert.Single(_log.Wrong);
            await JudgeAsync(Gateway(), Unavailable(retryAfter: false));
            Assert.Equal(2, _log.Wrong.Count);
        }
    }

    [Fact]
    public async Task One_query_api_that_is_down_excuses_itself_and_not_the_gateway()
    {
        using var one = _windows.Begin("killed", "query-api-1");
        await JudgeAsync(Instance("query-api-1"), Unavailable(retryAfter: true));
        Assert.Empty(_log.Wrong);
        await JudgeAsync(Instance("query-api-2"), Unavailable(retryAfter: true));
        Assert.Single(_log.Wrong);
        await JudgeAsync(Gateway(), Unavailable(retryAfter: true));
        Assert.Equal(2, _log.Wrong.Count);
        using var other = _windows.Begin("killed", "query-api-2");
        await JudgeAsync(Gateway(), Unavailable(retryAfter: true));
        Assert.Equal(2, _log.Wrong.Count);
    }

    [Fact]
    public async Task An_answer_that_says_that_it_is_stale_needs_an_excuse()
    {
        await JudgeAsync(Gateway(), Order(version: 1, isStale: true));
        Assert.Single(_log.Wrong);
        using var killed = _windows.Begin("killed", "query-api-1");
        await JudgeAsync(Gateway(), Order(version: 1, isStale: true));
        await JudgeAsync(Instance("query-api-1"), Order(version: 1, isStale: true));
        Assert.Single(_log.Wrong);
        await JudgeAsync(Instance("query-api-2"), Order(version: 1, isStale: true));
        Assert.Equal(2, _log.Wrong.Count);
    }

    [Fact]
    public async Task The_database_may_have_gone_away_after_the_question()
    {
        var asked = DateTime.UtcNow;
        using var killed = _windows.Begin("killed", FaultWindows.Database);
        await JudgeAsync(Gateway(), Order(version: 1, isStale: true), asked);
        Assert.Empty(_log.Wrong);
    }

    [Fact]
    public async Task An_order_that_an_instance_had_is_never_unknown_to_it_again()
    {
        var (one, other) = (Instance("query-api-1"), Instance("query-api-2"));
        await JudgeAsync(one, new HttpResponseMessage(HttpStatusCode.NotFound));
        await JudgeAsync(one, Order(version: 1));
        await JudgeAsync(other, new HttpResponseMessage(HttpStatusCode.NotFound));
        Assert.Empty(_log.Wrong);
        await JudgeAsync(one, new HttpResponseMessage(HttpStatusCode.NotFound));
        Assert.Single(_log.Wrong);
    }

    [Fact]
    public async Task A_404_is_kept_to_be_judged_by_its_age()
    {
        await JudgeAsync(Gateway(), new HttpResponseMessage(HttpStatusCode.NotFound));
        await JudgeAsync(Instance("query-api-1"), Order(version: 1));

        Assert.Equal([0, 1], _log.Observations.Select(seen => seen.Version));
        Assert.Equal(["a"], _log.ReadableSince.Keys);
    }

    [Fact]
    public async Task A_version_goes_backwards_through_no_instance()
    {
        var gateway = Gateway();
        await JudgeAsync(gateway, Order(version: 2));
        await JudgeAsync(gateway, Order(version: 1));
        Assert.Empty(_log.Wrong);
        var instance = Instance("query-api-1");
        await JudgeAsync(instance, Order(version: 2));
        await JudgeAsync(instance, Order(version: 1));
        Assert.Single(_log.Wrong);
    }

    public void Dispose() => _readers.ForEach(reader => reader.Dispose());

    private static async Task JudgeAsync(Reader reader, HttpResponseMessage answer, DateTime? asked = null)
    {
        using (answer)
        {
            await reader.JudgeAsync("a", asked ?? DateTime.UtcNow, answer);
        }
    }

    private static HttpResponseMessage Unavailable(bool retryAfter)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter = retryAfter ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(1)) : null;
        return answer;
    }

    private static HttpResponseMessage Order(long version, bool isStale = false) => new(HttpStatusCode.OK)
    {
        Content = new StringContent("{}"),
        Headers = { { "ETag", $"\"{version}\"" }, { "X-Cache", isStale ? "stale" : "hit" } },
    };

    private Reader Gateway() => New("gateway", null);

    private Reader Instance(string name) => New(name, name);

    private Reader New(string name, string? instance)
    {
        var reader = new Reader(name, new Uri("http://localhost"), instance, ["query-api-1", "query-api-2"], static _ => null, _log, _windows, seed: 1);
        _readers.Add(reader);
        return reader;
    }
}
