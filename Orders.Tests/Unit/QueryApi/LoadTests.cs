using Orders.QueryApi.Loading;

namespace Orders.Tests.Unit.QueryApi;

public sealed class LoadTests
{
    private static readonly LoadResult Found = new(LoadOutcome.Found);

    [Fact]
    public void What_is_older_than_an_announcement_during_the_read_is_read_again()
    {
        var load = new Load();
        load.BeginRead();
        load.Announce(5);
        load.Announce(4);

        Assert.False(load.TryFinish(4, () => throw new InvalidOperationException("Must not be applied.")));
        Assert.False(load.Result.IsCompleted);

        load.BeginRead();
        Assert.True(load.TryFinish(5, () => Found));
        Assert.True(load.Result.IsCompletedSuccessfully);
    }

    [Fact]
    public void An_announcement_during_the_read_makes_not_found_outdated()
    {
        var load = new Load();
        load.BeginRead();
        load.Announce(1);
        Assert.False(load.TryFinish(0, () => Found));
    }

    [Fact]
    public void A_read_that_found_the_announced_version_or_a_higher_one_is_good()
    {
        var load = new Load();
        load.BeginRead();
        load.Announce(5);
        Assert.True(load.TryFinish(6, () => Found));
    }

    [Fact]
    public void What_was_announced_before_the_query_was_sent_does_not_count()
    {
        var load = new Load();
        load.Announce(5);
        load.BeginRead();
        Assert.True(load.TryFinish(4, () => Found));
    }
}
