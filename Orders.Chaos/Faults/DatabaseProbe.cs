using Npgsql;

namespace Orders.Chaos.Faults;

/// <summary>
/// Asks PostgreSQL for nothing, again and again: while that takes long, nobody can expect the services to be served better, whether a fault is
/// the reason or a machine that has too much to do.
/// </summary>
internal sealed class DatabaseProbe(NpgsqlDataSource database, FaultWindows windows)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    /// <summary>How long PostgreSQL was too slow without a fault of ours, added up.</summary>
    public TimeSpan SlowByItself { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var answer = AnswersAsync();
            if (await Task.WhenAny(answer, Task.Delay(Slow, CancellationToken.None)) != answer || !await answer)
            {
                var from = DateTime.UtcNow;
                using (windows.Begin("database-slow", FaultWindows.Database))
                {
                    // The answer itself, or the refusal, bounds this.
                    while (!await answer)
                    {
                        await Task.Delay(Interval, CancellationToken.None);
                        answer = AnswersAsync();
                    }
                }

                SlowByItself += DateTime.UtcNow - from - windows.Broken(FaultWindows.Database, from, DateTime.UtcNow, except: "database-slow");
            }

            await Task.Delay(Interval, CancellationToken.None);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(CancellationToken.None);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
