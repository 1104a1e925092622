using Confluent.Kafka;
using Orders.QueryApi.DeadLetters;

namespace Orders.Tests.Unit.QueryApi;

public sealed class NewestFirstTests
{
    private readonly List<DeadLetter> _log = [];
    private readonly List<PartitionWindow> _reads = [];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void Pages_of_any_size_show_everything_once_newest_first(int limit)
    {
        // Timestamps that rise in each partition, as those of one clock do.
        for (var i = 0; i < 500; i++)
        {
            Append(partition: i * 7 % 5, timestamp: 1000 + i);
        }

        var seen = Pages(Ranges(), limit);
        Assert.Equal(_log.OrderByDescending(letter => letter.Timestamp), seen);
    }

    [Fact]
    public void What_arrives_meanwhile_disturbs_nothing()
    {
        for (var i = 0; i < 50; i++)
        {
            Append(i % 3, 1000 + i);
        }

        var before = _log.ToList();
        var seen = new List<DeadLetter>();
        var ranges = Ranges();
        while (ranges.Count > 0)
        {
            var letters = new NewestFirst(ranges, Read);
            for (var i = 0; i < 4 && letters.Next(4 - i) is { } letter; i++)
            {
                seen.Add(letter);
            }

            Append(0, 5000);
            Append(3, 5000);
            ranges = Continue(letters.Place);
        }

        Assert.Equal(before.OrderByDescending(letter => letter.Timestamp), seen);
    }

    [Fact]
    public void Clocks_that_disagree_change_the_order_and_lose_nothing()
    {
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            Append(random.Next(4), random.Next(100));
        }

        var seen = Pages(Ranges(), 7);
        Assert.Equal(_log.Count, seen.Distinct().Count());
        Assert.All(seen.GroupBy(letter => letter.Partition), group => Assert.Equal(group.OrderByDescending(letter => letter.Offset), group));
    }

    [Fact]
    public void Gaps_and_what_fell_off_are_passed_over()
    {
        for (var i = 0; i < 100; i++)
        {
            Append(i % 2, i + 1);
        }

        _log.RemoveAll(letter => letter.Partition == 0 && letter.Offset is > 5 and < 45);
        var ranges = Ranges().Select(range => range with { Low = 10 }).ToList();
        Assert.Equal(
            _log.Where(letter => letter.Offset >= 10).OrderByDescending(letter => letter.Timestamp),
            Pages(ranges, 10, low: 10));
    }

    [Fact]
    public void Large_records_are_read_one_at_a_time_and_small_ones_in_bulk()
    {
        for (var i = 0; i < 1000; i++)
        {
            Append(0, i, i < 500 ? 1_000_000 : 10);
        }

        Pages(Ranges(), 1000);
        Assert.Contains(_reads, window => window.To - window.From > 100);
        Assert.Contains(_reads, window => window.To - window.From == 1);
    }

    [Fact]
    public void No_more_is_read_than_can_be_used()
    {
        for (var i = 0; i < 1000; i++)
        {
            Append(0, i);
        }

        var letters = new NewestFirst(Ranges(), Read);
        Assert.Equal(999, letters.Next(1)!.Offset);
        Assert.Equal(new PartitionWindow(0, 999, 1000), Assert.Single(_reads));
    }

    private void Append(int partition, long timestamp, int size = 10) => _log.Add(new DeadLetter(
        partition, _log.Count(letter => letter.Partition == partition), timestamp, null, size == 10 ? [] : new byte[size], new Headers()));

    private List<PartitionRange> Ranges(long low = 0) => [.. _log
        .GroupBy(letter => letter.Partition)
        .Select(group => new PartitionRange(group.Key, low, group.Max(letter => letter.Offset) + 1))];

    private static List<PartitionRange> Continue(IReadOnlyDictionary<int, long> place, long low = 0) =>
        [.. place.Select(pair => new PartitionRange(pair.Key, low, pair.Value))];

    private List<DeadLetter> Read(IReadOnlyList<PartitionWindow> windows)
    {
        _reads.AddRange(windows);
        return [.. windows.SelectMany(window => _log.Where(letter =>
            letter.Partition == window.Partition && letter.Offset >= window.From && letter.Offset < window.To).OrderBy(letter => letter.Offset))];
    }

    private List<DeadLetter> Pages(List<PartitionRange> ranges, int limit, long low = 0)
    {
        var seen = new List<DeadLetter>();
        while (ranges.Count > 0)
        {
            var letters = new NewestFirst(ranges, Read);
            var page = 0;
            while (page < limit && letters.Next(limit - page) is { } letter)
            {
                seen.Add(letter);
                page++;
            }

            ranges = Continue(letters.Place, low);
        }

        return seen;
    }
}
