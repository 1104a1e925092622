namespace Orders.QueryApi.DeadLetters;

/// <summary>
/// Goes through the partitions backwards, all at once, always on with the one whose last record is the newest. Within a partition the
/// order is the partition's own, whatever clocks its producers had. Pure: <paramref name="read"/> does the reading.
/// </summary>
/// <param name="ranges">What to go through; one for each partition.</param>
/// <param name="read">Reads windows of several partitions; what is not there any more is left out.</param>
internal sealed class NewestFirst(IEnumerable<PartitionRange> ranges, Func<IReadOnlyList<PartitionWindow>, IReadOnlyList<DeadLetter>> read)
{
    // A window shall have about so many bytes; until the first ones tell how large records are here, it has few of them.
    private const int WindowBytes = 512 * 1024;
    private const int FirstWindow = 4;
    private const int LargestWindow = 256;

    private readonly List<Side> _sides = [.. ranges.Select(range => new Side(range))];
    private long _bytes;
    private long _records;

    /// <summary>Where each partition that is not finished has to go on: below this offset.</summary>
    public IReadOnlyDictionary<int, long> Place =>
        _sides.Where(side => !side.IsFinished).ToDictionary(side => side.Partition, side => side.Below);

    /// <param name="atMost">How many the caller can still use: no more than that are read at once.</param>
    /// <returns>Null when there are no more.</returns>
    public DeadLetter? Next(int atMost)
    {
        for (var windows = Missing(atMost); windows.Count > 0; windows = Missing(atMost))
        {
            foreach (var record in read(windows))
            {
                _bytes += record.Bytes;
                _records++;
                _sides.Find(side => side.Partition == record.Partition)!.Waiting.Push(record);
            }
        }

        var newest = _sides.Where(side => side.Waiting.Count > 0).MaxBy(side => (side.Waiting.Peek().Timestamp, side.Partition));
        return newest?.Take();
    }

    /// <summary>The next windows of all partitions of which nothing is at hand.</summary>
    private List<PartitionWindow> Missing(int atMost)
    {
        var size = Math.Clamp(_records == 0 ? FirstWindow : WindowBytes * _records / Math.Max(_bytes, 1), 1, Math.Min(LargestWindow, Math.Max(atMost, 1)));
        return [.. _sides.Where(side => side.Waiting.Count == 0 && side.HasMore).Select(side => side.NextWindow(size))];
    }

    private sealed class Side(PartitionRange range)
    {
        private long _unread = range.High;

        public int Partition => range.Partition;

        /// <summary>Read, and not yet taken; the newest on top.</summary>
        public Stack<DeadLetter> Waiting { get; } = new();

        public long Below { get; private set; } = range.High;

        public bool HasMore => _unread > range.Low;

        public bool IsFinished => Waiting.Count == 0 && !HasMore;

        public PartitionWindow NextWindow(long size)
        {
            var window = new PartitionWindow(range.Partition, Math.Max(range.Low, _unread - size), _unread);
            _unread = window.From;
            return window;
        }

        public DeadLetter Take()
        {
            var record = Waiting.Pop();
            Below = record.Offset;
            return record;
        }
    }
}
