using Orders.Ingestor.Batching;
using Orders.Ingestor.Consuming;

namespace Orders.Tests.Unit.Ingestor;

/// <summary>
/// A partition of <c>orders</c> through crashes, takeovers, restored backups and lost commits, as plainly as possible: which messages are
/// in the database, how often each was applied to it, and which of them the caches may not have heard of.
/// </summary>
internal sealed partial class PartitionLife
{
    private readonly HashSet<long> _applied = [];
    private readonly HashSet<long> _unheard = [];

    /// <summary>Gone before anybody could apply them, and reported; or before the partition was read at all.</summary>
    private readonly HashSet<long> _lost = [];
    private long _first;
    private long _end;
    private long? _progress;
    private long? _committed;
    private (long? Progress, List<long> Applied) _backup = (null, []);
    private OwnedPartition? _owner;
    private OwnedPartition? _formerOwner;
    private bool _ownerIsOld;

    public void Append(int messages) => _end += messages;

    /// <summary>Retention removes the oldest messages. Those that a database has seen are no loss.</summary>
    public void Retain(int messages) => _first = Math.Min(_end, _first + messages);

    public void Backup() => _backup = (_progress, [.. _applied]);

    /// <summary>The database goes back in time.</summary>
    public void Restore()
    {
        _progress = _backup.Progress;
        _applied.Clear();
        _applied.UnionWith(_backup.Applied);
        _unheard.IntersectWith(_applied);
        // It takes longer than anybody who lost the partition stays unaware of it.
        _ownerIsOld = true;
    }

    /// <summary>Kafka forgets the group's offsets.</summary>
    public void ForgetCommit() => _committed = null;

    /// <summary>The topic is made anew. A broker may keep the commit of the old one.</summary>
    public void Recreate(bool keepsCommit)
    {
        (_first, _end, _progress, _backup) = (0, 0, null, (null, []));
        _committed = keepsCommit ? _committed : null;
        _applied.Clear();
        _unheard.Clear();
        _lost.Clear();
        (_owner, _formerOwner) = (null, null);
    }

    /// <summary>The end of the topic is lost, other messages get its offsets, and whoever read it must start anew.</summary>
    public void Truncate(int messages)
    {
        _end = Math.Max(_first, _end - messages);
        if (_progress > _end)
        {
            // Everything is read again: to apply a message twice changes nothing.
            _lost.UnionWith(Offsets(0, _first));
            _applied.Clear();
            _unheard.Clear();
            _backup = (null, []);
        }

        (_owner, _formerOwner) = (null, null);
        Start();
    }

    /// <summary>
    /// Another instance, or the same after a crash, gets the partition. The one before may not know yet, and goes on between the
    /// questions that the new one asks: the commit first, then the progress, then the end.
    /// </summary>
    /// <param name="beforeProgress">How many messages come between the first two questions.</param>
    /// <param name="beforeEnd">And between the last two.</param>
    public void Start(int beforeProgress = 0, int beforeEnd = 0)
    {
        _formerOwner = _ownerIsOld ? null : _owner;
        _ownerIsOld = false;
        var (first, committed) = (_first, _committed);
        GoOnWithoutKnowing(beforeProgress);
        var progress = _progress;
        GoOnWithoutKnowing(beforeEnd);
        var position = StartPosition.Choose(progress, committed, first, _end);
        Assert.InRange(position.Start, _first, _end);
        Assert.Equal(position.Lost, Math.Max(0, _first - (progress ?? _first)));
        _lost.UnionWith(Offsets(progress is null ? 0 : _first - position.Lost, _first));

        _progress = _progress == progress ? position.Applied : _progress;
        _owner = new OwnedPartition("topic", 0, position.Start, position.Applied) { NeedsReset = position.NeedsReset, CommitMisleads = position.CommitMisleads };
    }

    /// <summary>The owner takes messages as far as it gets before it crashes, if it does.</summary>
    public void Work(int messages, Crash crash)
    {
        if (_owner is null || _owner.Broadcast < _first)
        {
            // Also where Kafka answers that the offset is out of range.
            Start();
        }

        Work(_owner!, messages, crash, mayCommit: true);
        if (crash != Crash.None)
        {
            _owner = null;
        }
    }

    /// <summary>Whoever has lost the partition without knowing goes on for a while; Kafka takes no commit from it.</summary>
    public void WorkOfFormerOwner(int messages)
    {
        if (_formerOwner?.Broadcast >= _first)
        {
            Work(_formerOwner, messages, Crash.None, mayCommit: false);
        }
    }

    /// <summary>Every message that is or was there is in the table, unless retention was faster and said so.</summary>
    public void SettlesInTheEnd()
    {
        Start();
        Work(int.MaxValue, Crash.None);
        Work(int.MaxValue, Crash.None);
        Assert.All(Offsets(0, _end), offset => Assert.True(_applied.Contains(offset) || _lost.Contains(offset), $"message {offset} was passed over"));
        Assert.DoesNotContain(_lost, offset => offset >= _first);
        Assert.Empty(_unheard);
        Assert.Equal((_end, _end), (_progress, _committed));
    }

    private void GoOnWithoutKnowing(int messages)
    {
        Append(messages);
        WorkOfFormerOwner(messages);
    }

    private static IEnumerable<long> Offsets(long from, long to)
    {
        for (; from < to; from++)
        {
            yield return from;
        }
    }
}
