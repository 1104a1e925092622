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

    [Fact]
    public void Reading_never_starts_behind_what_is_applied_nor_before_what_is_there()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var first = random.Next(50);
            var end = first + random.Next(50);
            long? applied = random.Next(4) == 0 ? null : random.Next(120);
            long? committed = random.Next(4) == 0 ? null : random.Next(120);

            var position = StartPosition.Choose(applied, committed, first, end);

            Assert.InRange(position.Start, first, Math.Max(first, end));
            // Never past a record that is there and not applied.
            Assert.True(position.Start <= Math.Max(first, position.Applied));
            // Unless the caches are told, everything not proven to be broadcast is read.
            Assert.True(position.NeedsReset || position.Start <= committed);
        }
    }
}
