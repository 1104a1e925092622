using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using Orders.Ingestor.Consuming;

namespace Orders.Tests.Unit.Ingestor;

public sealed class StartPositionTests
{
    [Fact]
    public void A_partition_that_nobody_has_read_starts_at_its_first_record() =>
        Assert.Equal(new StartPosition(7, 7, NeedsReset: true, CommitMisleads: false, Lost: 0, WasTruncated: false), StartPosition.Choose(null, null, 7, 90));

    [Fact]
    public void A_commit_without_progress_belongs_to_another_topic_or_database_and_is_ignored() =>
        Assert.Equal(new StartPosition(0, 0, NeedsReset: true, CommitMisleads: true, Lost: 0, WasTruncated: false), StartPosition.Choose(null, 50, 0, 90));

    [Fact]
    public void What_was_applied_but_not_broadcast_is_read_again() =>
        Assert.Equal(new StartPosition(40, 60, NeedsReset: false, CommitMisleads: false, Lost: 0, WasTruncated: false), StartPosition.Choose(60, 40, 0, 90));

    [Fact]
    public void Everything_broadcast_means_going_on_where_it_stopped() =>
        Assert.Equal(new StartPosition(60, 60, NeedsReset: false, CommitMisleads: false, Lost: 0, WasTruncated: false), StartPosition.Choose(60, 60, 0, 90));

    [Fact]
    public void Without_a_commit_nothing_proves_what_was_broadcast() =>
        Assert.Equal(new StartPosition(60, 60, NeedsReset: true, CommitMisleads: false, Lost: 0, WasTruncated: false), StartPosition.Choose(60, null, 0, 90));

    [Fact]
    public void A_database_behind_the_commit_was_restored_and_is_filled_up_again() =>
        Assert.Equal(new StartPosition(30, 30, NeedsReset: true, CommitMisleads: true, Lost: 0, WasTruncated: false), StartPosition.Choose(30, 80, 0, 90));

    [Fact]
    public void A_commit_that_retention_overtook_proves_nothing_about_what_is_gone() =>
        Assert.Equal(new StartPosition(50, 60, NeedsReset: true, CommitMisleads: true, Lost: 0, WasTruncated: false), StartPosition.Choose(60, 40, 50, 90));

    [Fact]
    public void Records_that_are_gone_before_they_were_applied_are_counted() =>
        Assert.Equal(new StartPosition(80, 60, NeedsReset: true, CommitMisleads: true, Lost: 20, WasTruncated: false), StartPosition.Choose(60, 60, 80, 90));

    [Fact]
    public void A_topic_shorter_than_the_progress_is_read_from_its_beginning() =>
        Assert.Equal(new StartPosition(3, 3, NeedsReset: true, CommitMisleads: true, Lost: 0, WasTruncated: true), StartPosition.Choose(60, 60, 3, 40));

    [Property(MaxTest = 2_000, EndSize = 60)]
    public Property Reading_never_starts_behind_what_is_applied_nor_before_what_is_there() => Prop.ForAll(
        Arb.From(Gen.Choose(0, 50).Two()),
        Arb.From(Gen.Frequency((3, Gen.Choose(0, 120).Select(offset => (long?)offset)), (1, Gen.Constant((long?)null))).Two()),
        (log, known) =>
        {
            var ((first, length), (applied, committed)) = (log, known);
            var position = StartPosition.Choose(applied, committed, first, first + length);

            Assert.InRange(position.Start, first, first + length);
            // Never past a record that is there and not applied.
            Assert.True(position.Start <= Math.Max(first, position.Applied));
            // Unless the caches are told, everything not proven to be broadcast is read.
            Assert.True(position.NeedsReset || position.Start <= committed);
        });

    /// <summary>
    /// Whatever happens in whatever order: no message is passed over or applied twice, and no heartbeat tells the caches that they have
    /// heard of something when they may not.
    /// </summary>
    [Property(MaxTest = 3_000, EndSize = 60)]
    public Property A_partition_loses_and_doubles_nothing_in_all_its_life() => Prop.ForAll(Arb.From(Steps).Array(), steps =>
    {
        var life = new PartitionLife();
        foreach (var step in steps)
        {
            step.Do(life);
        }

        life.SettlesInTheEnd();
    });

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (4, Gen.Choose(1, 9).Select(count => new Step($"append {count}", life => life.Append(count)))),
        (5, Gen.Choose(1, 9).Select(count => new Step($"work {count}", life => life.Work(count, Crash.None)))),
        (4, Gen.Choose(1, 9).Zip(Gen.Elements(Enum.GetValues<Crash>()), (count, crash) => new Step($"work {count}, crash {crash}", life => life.Work(count, crash)))),
        (2, Gen.Choose(1, 9).Select(count => new Step($"former owner works {count}", life => life.WorkOfFormerOwner(count)))),
        (2, Gen.Constant(new Step("start", life => life.Start()))),
        (2, Gen.Choose(0, 5).Two().Select(counts => new Step($"start, {counts} meanwhile", life => life.Start(counts.Item1, counts.Item2)))),
        (1, Gen.Constant(new Step("backup", life => life.Backup()))),
        (1, Gen.Constant(new Step("restore", life => life.Restore()))),
        (1, Gen.Constant(new Step("forget the commit", life => life.ForgetCommit()))),
        (1, Gen.Choose(1, 9).Select(count => new Step($"retain {count}", life => life.Retain(count)))),
        (1, Gen.Choose(1, 9).Select(count => new Step($"truncate {count}", life => life.Truncate(count)))),
        (1, Gen.Elements(true, false).Select(keeps => new Step($"recreate, commit kept: {keeps}", life => life.Recreate(keeps)))));

    private sealed record Step(string What, Action<PartitionLife> Do)
    {
        public override string ToString() => What;
    }
}
