using Orders.Ingestor.Batching;

namespace Orders.Tests.Unit.Ingestor;

internal enum Crash
{
    None,
    BeforeReset,
    AfterReset,
    AfterApplying,
    AfterBroadcasting
}

/// <summary>What whoever has the partition does, in the order of the batch pipeline.</summary>
internal sealed partial class PartitionLife
{
    private void Work(OwnedPartition owner, int messages, Crash crash, bool mayCommit)
    {
        if (owner.Released || (owner.NeedsReset && !Reset(owner, crash, mayCommit)))
        {
            return;
        }

        var from = owner.Broadcast;
        var to = from + Math.Min(messages, Math.Max(0, _end - from));
        if (to > owner.Applied && !Apply(owner, from, to))
        {
            return;
        }

        if (crash == Crash.AfterApplying)
        {
            return;
        }

        for (var offset = from; offset < to; offset++)
        {
            _unheard.Remove(offset);
        }

        owner.Broadcast = Math.Max(owner.Broadcast, to);
        Heartbeat(owner);
        if (crash != Crash.AfterBroadcasting && mayCommit)
        {
            _committed = owner.Broadcast;
        }
    }

    private bool Reset(OwnedPartition owner, Crash crash, bool mayCommit)
    {
        if (crash == Crash.BeforeReset)
        {
            return false;
        }

        _unheard.Clear();
        if (crash == Crash.AfterReset || (owner.CommitMisleads && !mayCommit))
        {
            return false;
        }

        _committed = owner.CommitMisleads ? owner.Broadcast : _committed;
        owner.NeedsReset = false;
        return true;
    }

    /// <summary>Moves the progress by compare-and-swap. False when the owner has to let go.</summary>
    private bool Apply(OwnedPartition owner, long from, long to)
    {
        if (_progress != owner.Applied)
        {
            if (_progress is not { } next || next < owner.Applied)
            {
                owner.Release();
                return false;
            }

            owner.Applied = next;
        }

        for (var offset = Math.Max(from, owner.Applied); offset < to; offset++)
        {
            Assert.True(_applied.Add(offset), $"message {offset} was applied twice");
            _unheard.Add(offset);
        }

        owner.Applied = Math.Max(owner.Applied, to);
        _progress = owner.Applied;
        return true;
    }

    /// <summary>It tells the caches that they have heard everything, so they must have.</summary>
    private void Heartbeat(OwnedPartition owner)
    {
        if (owner.CaughtUp && _progress == owner.Applied)
        {
            Assert.Empty(_unheard);
        }
    }
}
