using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Orders.QueryApi.Loading;

namespace Orders.Tests.Integration.QueryApi;

/// <summary>With one query at a time, which the gate holds.</summary>
public sealed class OrderRowsTests : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentQueue<Activity> _queries = [];
    private readonly ActivitySource _requests = new("OrderRowsTests");
    private ActivityListener _listener = null!;
    private QueryApiRig _rig = null!;
    private OrdersGate _gate = null!;
    private OrderRows _rows = null!;

    public async Task InitializeAsync()
    {
        _rig = await QueryApiRig.CreateAsync();
        _gate = await OrdersGate.InstallAsync(_rig);
        _rows = Rows(TimeSpan.FromSeconds(30));
        await _rig.CommitAsync("first", 1);
        await _rig.CommitAsync("second", 3);
        await _rig.CommitAsync("third", 2);
        var database = new NpgsqlConnectionStringBuilder(_rig.Database.ConnectionString).Database;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "OrderRowsTests",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.namespace") as string == database && (activity.GetTagItem("db.query.text") as string)?.Contains("LATERAL", StringComparison.Ordinal) == true)
                {
                    _queries.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task Orders_that_are_asked_for_meanwhile_share_the_next_query()
    {
        Task<OrderRow?> first;
        Task<OrderRow?>[] others;
        await using (await _gate.CloseAsync())
        {
            first = FindAsync("first");
            await _gate.SomebodyWaitsAsync();
            others = [FindAsync("third"), FindAsync("missing"), FindAsync("second"), FindAsync("third", known: 2), FindAsync("third", known: 9)];
        }

        Assert.Equal("1 first-1", Text(await first));
        Assert.Equal(["2 third-2", "none", "3 second-3", "2 as known", "2 third-2"], (await Task.WhenAll(others)).Select(Text));
        Assert.Equal(2, _queries.Count);
    }

    [Fact]
    public async Task Nobody_waits_for_a_query_that_is_not_under_way()
    {
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal("1 first-1", Text(await FindAsync("first")));
        }

        Assert.Equal(3, _queries.Count);
    }

    [Fact]
    public async Task More_than_one_query_holds_are_read_by_several()
    {
        Task<OrderRow?>[] many;
        await using (await _gate.CloseAsync())
        {
            var first = FindAsync("first");
            await _gate.SomebodyWaitsAsync();
            many = [first, .. Enumerable.Range(0, 150).Select(number => FindAsync(number % 2 == 0 ? "second" : "missing"))];
        }

        Assert.Equal(76, (await Task.WhenAll(many)).Count(row => row is not null));
        Assert.Equal(1 + 3, _queries.Count);
    }

    [Fact]
    public async Task Whoever_gives_up_takes_nothing_from_the_others()
    {
        using var impatience = new CancellationTokenSource();
        Task<OrderRow?> first, patient;
        await using (await _gate.CloseAsync())
        {
            first = FindAsync("first", cancellationToken: impatience.Token);
            await _gate.SomebodyWaitsAsync();
            var second = FindAsync("second", cancellationToken: impatience.Token);
            patient = FindAsync("third");
            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        }

        Assert.Equal("2 third-2", Text(await patient));
    }

    [Fact]
    public async Task A_query_that_fails_fails_those_who_share_it_and_not_the_next()
    {
        await using (await _gate.CloseAsync())
        {
            var first = FindAsync("first");
            await _gate.SomebodyWaitsAsync();
            await _rig.Database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            await Assert.ThrowsAsync<PostgresException>(() => first);
        }

        Assert.Equal(["3 second-3", "2 third-2"], (await Task.WhenAll(FindAsync("second"), FindAsync("third"))).Select(Text));
    }

    [Fact]
    public async Task A_query_lasts_no_longer_than_somebody_may_wait_for_it()
    {
        _rows = Rows(TimeSpan.FromSeconds(0.5));
        await using (await _gate.CloseAsync())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FindAsync("first"));
        }

        Assert.Equal("1 first-1", Text(await FindAsync("first")));
    }

    [Fact]
    public async Task A_query_is_in_the_trace_of_the_first_who_waits_and_the_others_link_to_it()
    {
        using var before = _requests.StartActivity("before")!;
        Task<OrderRow?>[] waiting;
        Activity leader, other;
        await using (await _gate.CloseAsync())
        {
            var first = FindAsync("first");
            await _gate.SomebodyWaitsAsync();
            using (var gone = InTraceOfItsOwn("gone"))
            {
                waiting = [first, FindAsync("second")];
            }

            leader = InTraceOfItsOwn("leader");
            waiting = [.. waiting, FindAsync("third")];
            other = InTraceOfItsOwn("other");
            waiting = [.. waiting, FindAsync("missing")];
        }

        await Task.WhenAll(waiting);
        Assert.Equal([before.TraceId, leader.TraceId], _queries.Select(query => query.TraceId));
        Assert.Equal(leader.Context, Assert.Single(other.Links).Context);
        Assert.Empty(leader.Links);
        leader.Dispose();
        other.Dispose();
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    public void Dispose()
    {
        _listener.Dispose();
        _requests.Dispose();
    }

    private OrderRows Rows(TimeSpan timeout) =>
        new(_rig.Database.DataSource, Options.Create(new LoadingOptions { MaxConcurrency = 1, Timeout = timeout }), TimeProvider.System);

    private Task<OrderRow?> FindAsync(string uid, long known = 0, CancellationToken cancellationToken = default) =>
        _rows.FindAsync(uid, known, cancellationToken);

    private Activity InTraceOfItsOwn(string name)
    {
        Activity.Current = null;
        return _requests.StartActivity(name)!;
    }

    private static string Text(OrderRow? row)
    {
        if (row?.Document is not { } bytes)
        {
            return row is null ? "none" : $"{row.Value.Version} as known";
        }

        using var document = JsonDocument.Parse(bytes);
        return $"{row.Value.Version} {document.RootElement.GetProperty("order_uid")}-{document.RootElement.GetProperty("revision")}";
    }
}
