namespace Orders.Tests.EndToEnd.Backups;

/// <summary>docs/backup.md, carried out as it stands there, under a running system.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task An_old_dump_that_is_restored_under_the_running_system_is_filled_up_from_Kafka()
    {
        await using var bench = await RestoreBench.StartAsync();
        await bench.IngestAsync();
        await bench.Server.RunAsync(DocumentedCommands.Below("## A logical backup"));
        var end = await GoesOnAsync(bench);

        await bench.Server.RunAsync(DocumentedCommands.Below("### Restoring a dump"));

        await IsFilledUpAsync(bench, end);
        await bench.Server.RunAsync("dropdb orders_replaced");
    }

    [Fact]
    public async Task An_old_base_backup_that_takes_the_place_of_the_data_is_filled_up_from_Kafka()
    {
        await using var bench = await RestoreBench.StartAsync();
        await bench.IngestAsync();
        await bench.Server.RunAsync(DocumentedCommands.Below("## A physical backup"));
        var end = await GoesOnAsync(bench);

        await bench.Server.RunAsync(DocumentedCommands.Below("### Restoring a base backup"));

        await IsFilledUpAsync(bench, end);
    }

    [Fact]
    public async Task A_moment_between_a_base_backup_and_now_is_restored_and_filled_up_from_Kafka()
    {
        await using var bench = await RestoreBench.StartAsync();
        await bench.Server.RunAsync(DocumentedCommands.Below("## Point-in-time recovery"));
        await bench.Server.RunAsync(DocumentedCommands.Below("## A physical backup"));
        await bench.IngestAsync();
        var moment = await bench.NowAsync();
        var end = await GoesOnAsync(bench);
        // What point-in-time recovery is for.
        await bench.ReadAsync<long>("WITH gone AS (DELETE FROM orders RETURNING 1) SELECT count(*) FROM gone");

        await bench.Server.RunAsync(DocumentedCommands.Below("### Restoring a moment"), ("MOMENT", moment));

        await IsFilledUpAsync(bench, end);
    }

    /// <returns>When all that was ingested after the backup is in the database, and in the caches.</returns>
    private static async Task<string> GoesOnAsync(RestoreBench bench)
    {
        await bench.IngestAsync();
        await bench.EveryCacheHasTheNewestAsync();
        return await bench.NowAsync();
    }

    private static async Task IsFilledUpAsync(RestoreBench bench, string end)
    {
        await bench.IsCompleteAsync();
        // The backup was old, and exactly what it lacked was applied a second time.
        Assert.Equal(RestoreBench.VersionsAtATime, await bench.VersionsSinceAsync(end));
        await bench.IngestAsync();
        await bench.IsCompleteAsync();
    }
}
