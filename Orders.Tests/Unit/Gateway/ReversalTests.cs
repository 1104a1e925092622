using Orders.Gateway.Proxying;

namespace Orders.Tests.Unit.Gateway;

public sealed class ReversalTests
{
    private readonly Queue<IThreadPoolWorkItem> _queued = new();
    private readonly List<string> _gone = [];
    private readonly Reversal _reversal;

    public ReversalTests() => _reversal = new Reversal(_queued.Enqueue);

    [Fact]
    public void Those_who_wait_go_on_in_the_reverse_order()
    {
        Wait("third");
        Wait("second");
        Wait("first");
        Assert.Empty(_gone);

        RunAll();

        Assert.Equal(["first", "second", "third"], _gone);
    }

    [Fact]
    public void Whoever_comes_during_a_turn_comes_behind_it()
    {
        Wait("third");
        _ = GoOnAsync("second", then: () => Wait("fourth"));
        Wait("first");

        RunAll();

        Assert.Equal(["first", "second", "third", "fourth"], _gone);
    }

    [Fact]
    public void A_second_thread_takes_the_next_one_while_the_first_is_at_work()
    {
        Wait("third");
        Wait("second");
        _ = GoOnAsync("first", then: () =>
        {
            RunAll();
            _gone.Add("first at work");
        });

        _queued.Dequeue().Execute();

        Assert.Equal(["first", "second", "third", "first at work"], _gone);
    }

    [Fact]
    public void One_alone_asks_for_no_second_thread()
    {
        Wait("one");

        _queued.Dequeue().Execute();

        Assert.Equal(["one"], _gone);
        Assert.Empty(_queued);
    }

    [Fact]
    public async Task Nobody_is_left_behind_by_many_threads()
    {
        var reversal = new Reversal(static turn => ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false));
        var gone = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var time = 0; time < 10_000; time++)
            {
                await reversal;
                Interlocked.Increment(ref gone);
            }
        }))).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(80_000, gone);
    }

    private void Wait(string name) => _ = GoOnAsync(name, then: static () => { });

    private async Task GoOnAsync(string name, Action then)
    {
        await _reversal;
        _gone.Add(name);
        then();
    }

    private void RunAll()
    {
        while (_queued.TryDequeue(out var turn))
        {
            turn.Execute();
        }
    }
}
