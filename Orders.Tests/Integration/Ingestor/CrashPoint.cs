using Microsoft.Extensions.DependencyInjection;

using Orders.Ingestor.Batching;
using Orders.Ingestor.Broadcasting;
using Orders.Ingestor.Consuming;
using Orders.Ingestor.DeadLettering;
using Orders.Ingestor.Storing;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>Where a batch is cut off: before or after each step that leaves a trace outside the process.</summary>
public enum CrashPoint
{
    BeforeDeadLetters,
    AfterDeadLetters,
    BeforeCommit,
    AfterCommit,
    BeforeBroadcast,
    AfterBroadcast,
    BeforeOffsets,
    AfterOffsets,
}

internal sealed class CrashException() : Exception("The process dies here.");

/// <summary>Ends the service at one point of its n-th batch, as a kill would: nothing after that point happens.</summary>
internal sealed class Crash(CrashPoint at, int batch)
{
    private int _passed;

    public void Replace(IServiceCollection services)
    {
        services.Decorate<IDeadLetterTopic>(inner => new DeadLetters(inner, this));
        services.Decorate<IOrderStore>(inner => new Store(inner, this));
        services.Decorate<IChangeTopic>(inner => new Changes(inner, this));
        services.Decorate<IBroadcastOffsets>(inner => new Offsets(inner, this));
    }

    private void Pass(CrashPoint point)
    {
        if (point == at && Interlocked.Increment(ref _passed) >= batch)
        {
            throw new CrashException();
        }
    }

    private sealed class DeadLetters(IDeadLetterTopic inner, Crash crash) : IDeadLetterTopic
    {
        public async Task AppendAsync(IReadOnlyList<IngestMessage> rejected)
        {
            crash.Pass(CrashPoint.BeforeDeadLetters);
            await inner.AppendAsync(rejected);
            crash.Pass(CrashPoint.AfterDeadLetters);
        }
    }

    private sealed class Store(IOrderStore inner, Crash crash) : DecoratedStore(inner)
    {
        public override async Task<ApplyResult> ApplyAsync(IReadOnlyList<IngestMessage> messages, CancellationToken cancellationToken)
        {
            crash.Pass(CrashPoint.BeforeCommit);
            var result = await base.ApplyAsync(messages, cancellationToken);
            crash.Pass(CrashPoint.AfterCommit);
            return result;
        }
    }

    private sealed class Changes(IChangeTopic inner, Crash crash) : IChangeTopic
    {
        public async Task BroadcastAsync(IReadOnlyList<OrderChange> changes)
        {
            crash.Pass(CrashPoint.BeforeBroadcast);
            await inner.BroadcastAsync(changes);
            crash.Pass(CrashPoint.AfterBroadcast);
        }

        public Task HeartbeatAsync(IReadOnlyList<OwnedPartition> partitions) => inner.HeartbeatAsync(partitions);

        public Task ResetAsync(OwnedPartition partition) => inner.ResetAsync(partition);
    }

    private sealed class Offsets(IBroadcastOffsets inner, Crash crash) : IBroadcastOffsets
    {
        public void Store(IEnumerable<OwnedPartition> partitions)
        {
            crash.Pass(CrashPoint.BeforeOffsets);
            inner.Store(partitions);
            crash.Pass(CrashPoint.AfterOffsets);
        }

        public Task CommitAsync(IReadOnlyList<OwnedPartition> partitions) => inner.CommitAsync(partitions);
    }
}
