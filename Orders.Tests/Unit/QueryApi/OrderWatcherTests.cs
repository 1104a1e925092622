using Orders.QueryApi.Watching;

namespace Orders.Tests.Unit.QueryApi;

public sealed class OrderWatcherTests
{
    private readonly OrderWatcher _watcher = new(3);

    [Fact]
    public async Task A_stream_begins_with_a_sign_of_life_when_there_is_nothing_else()
    {
        Assert.Equal(new Sent(true, null), await NextAsync());
        Assert.False(NextAsync().IsCompleted);
    }

    [Fact]
    public async Task Versions_come_once_each_and_only_rise()
    {
        foreach (var version in new[] { 1, 2, 2, 1, 3 })
        {
            _watcher.Offer(Change(version));
        }

        Assert.Equal([new(true, 1), new(true, 2), new(true, 3)], [await NextAsync(), await NextAsync(), await NextAsync()]);
        Assert.False(NextAsync().IsCompleted);
    }

    [Fact]
    public async Task What_the_client_has_is_not_sent_nor_anything_older()
    {
        _watcher.Offer(Change(3));
        _watcher.Offer(Change(5));
        _watcher.Has(4);
        _watcher.Offer(Change(4));
        Assert.Equal(new Sent(true, 5), await NextAsync());
        _watcher.Has(6);
        _watcher.Offer(Change(6));
        Assert.False(NextAsync().IsCompleted);
    }

    [Fact]
    public async Task Who_reads_too_slowly_gets_the_newest_and_holds_little()
    {
        var leftOut = Enumerable.Range(1, 1000).Sum(version => _watcher.Offer(Change(version)));
        var versions = new List<long>();
        for (var next = await NextAsync(); next.Version is { } version; next = await NextAsync())
        {
            versions.Add(version);
            if (version == 1000)
            {
                break;
            }
        }

        Assert.Equal(1000, versions[^1]);
        Assert.Equal(versions.Order(), versions);
        Assert.InRange(versions.Count, 1, 8);
        Assert.Equal(1000, leftOut + versions.Count);
    }

    [Fact]
    public async Task Of_large_documents_only_the_newest_is_kept_for_a_slow_client()
    {
        _watcher.Offer(new OrderChange(1, new byte[1_000_000]));
        Assert.Equal(1, _watcher.Offer(new OrderChange(2, new byte[1_000_000])));
        Assert.Equal(new Sent(true, 2), await NextAsync());
    }

    [Fact]
    public async Task A_heartbeat_wakes_whose_turn_it_is_and_is_left_out_beside_a_version()
    {
        await NextAsync();
        var next = NextAsync();
        _watcher.Beat(4);
        Assert.False(next.IsCompleted);
        _watcher.Beat(3);
        Assert.Equal(new Sent(true, null), await next);

        _watcher.Beat(3);
        _watcher.Offer(Change(1));
        Assert.Equal(new Sent(true, 1), await NextAsync());
        Assert.False(NextAsync().IsCompleted);
    }

    [Fact]
    public async Task The_end_wakes_who_waits_and_drops_what_is_pending()
    {
        await NextAsync();
        var next = NextAsync();
        _watcher.End();
        Assert.Equal(new Sent(false, null), await next);
        _watcher.Offer(Change(1));
        Assert.Equal(new Sent(false, null), await NextAsync());
    }

    [Fact]
    public async Task Whatever_the_timing_nothing_gets_lost_between_a_signal_and_a_wait()
    {
        var last = 0L;
        var reader = Task.Run(async () =>
        {
            while (last < 20_000)
            {
                last = (await NextAsync()).Version ?? last;
            }
        });
        for (var version = 1; version <= 20_000; version++)
        {
            _watcher.Offer(Change(version));
        }

        await reader.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static OrderChange Change(long version) => new(version, "{}"u8.ToArray());

    private async Task<Sent> NextAsync()
    {
        var (goOn, change) = await _watcher.NextAsync();
        return new Sent(goOn, change?.Version);
    }

    private sealed record Sent(bool GoOn, long? Version);
}
