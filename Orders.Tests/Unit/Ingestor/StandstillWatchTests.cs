using Orders.Ingestor.Batching;
using Orders.Ingestor.Consuming;

namespace Orders.Tests.Unit.Ingestor;

public sealed class StandstillWatchTests
{
    private const int Looks = 3;

    private readonly ConsumerRestart _restart = new();
    private readonly StandstillWatch _watch;
    private OwnedPartition _partition = new("topic", 7, start: 100, applied: 100);

    public StandstillWatchTests() => _watch = new StandstillWatch(_restart, Looks);

    [Fact]
    public void A_partition_that_is_not_read_while_there_is_time_is_asked_for_anew()
    {
        Look(end: 110, times: Looks - 1);
        Assert.Null(_restart.Take());

        Look(end: 110);
        Assert.Equal("partition 7 stands still at 100 of 110", _restart.Take());
    }

    [Fact]
    public void A_partition_whose_turn_has_not_come_stands_in_line()
    {
        Look(end: 110, times: 2 * Looks, hadTime: false);
        Assert.Null(_restart.Take());
    }

    [Fact]
    public void Looks_count_in_a_row_only()
    {
        Look(end: 110, times: Looks - 1);
        Look(end: 110, hadTime: false);
        Look(end: 110, times: Looks - 1);
        _partition.Position++;
        Look(end: 110, times: Looks - 1);
        Assert.Null(_restart.Take());
    }

    [Fact]
    public void What_has_been_read_to_its_end_or_up_to_a_marker_does_not_stand_still()
    {
        Look(end: 100, times: 2 * Looks);
        Look(end: 101, times: 2 * Looks);
        Assert.Null(_restart.Take());
    }

    [Fact]
    public void Joining_again_is_tried_once_for_what_is_there_and_again_when_more_comes()
    {
        Look(end: 110, times: Looks);
        Assert.NotNull(_restart.Take());

        _partition = new OwnedPartition("topic", 7, start: 100, applied: 100);
        Look(end: 110, times: 2 * Looks);
        Assert.Null(_restart.Take());

        Look(end: 111, times: Looks);
        Assert.NotNull(_restart.Take());
    }

    [Fact]
    public void A_topic_made_anew_is_another_one()
    {
        Look(end: 110, times: Looks);
        Assert.NotNull(_restart.Take());

        _partition = new OwnedPartition("another", 7, start: 0, applied: 0);
        Look(end: 5, times: Looks);
        Assert.NotNull(_restart.Take());
    }

    private void Look(long end, int times = 1, bool hadTime = true)
    {
        for (var time = 0; time < times; time++)
        {
            if (hadTime)
            {
                _watch.NothingFetched();
            }

            _watch.Look([(_partition, end)]);
        }
    }
}
