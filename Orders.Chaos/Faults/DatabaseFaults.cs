using System.Diagnostics;

using Npgsql;

using Orders.AppHost.Embedded.Processes;

namespace Orders.Chaos.Faults;

/// <summary>What happens to PostgreSQL.</summary>
internal static class DatabaseFaults
{
    private static readonly string[] Target = [FaultWindows.Database];

    private const string Away = "the ingestor retries the same batch and skips nothing; cached orders are served, marked stale when nothing proves them; others are 503 with Retry-After";

    public static IEnumerable<Fault> All =>
    [
        On("postgres-killed", "SIGKILL to the server, again whenever it is back", Away, KillAsync),
        On("postgres-restarted", "a fast shutdown (SIGINT); started again at once", Away, static hit => StopAsync(hit, Signal.Interrupt)),
        On("postgres-shut-down-immediately", "an immediate shutdown (SIGQUIT), recovered at the next start", Away, static hit => StopAsync(hit, Signal.Quit)),
        On("postgres-backend-killed", "SIGKILL to one of its processes: the server cuts off everybody and recovers", Away, KillBackendAsync),
        On("postgres-paused", "SIGSTOP to all its processes, then SIGCONT", Away, PauseAsync) with { Also = [FaultWindows.Frozen] },
        On("postgres-connections-cut", "every connection of the services ended, several times a second", Away, static hit => SignalBackendsAsync(hit, "pg_terminate_backend")),
        On("postgres-queries-cancelled", "every running statement of the services cancelled, many times a second", Away, static hit => SignalBackendsAsync(hit, "pg_cancel_backend")),
        On("postgres-connections-exhausted", "all of max_connections taken", Away, ExhaustAsync),
        On("postgres-table-locked", "orders and order_history locked by another session (ACCESS EXCLUSIVE)", Away, static hit => LockAsync(hit, "LOCK TABLE orders, order_history IN ACCESS EXCLUSIVE MODE")),
        On("postgres-rows-locked", "some hundred orders locked by another session (FOR UPDATE)", "reads go on; the batches that need these rows wait", static hit => LockAsync(hit, "SELECT 1 FROM orders ORDER BY order_uid LIMIT 300 FOR UPDATE")),
        On("postgres-progress-locked", "the ingest progress locked by another session (FOR UPDATE)", "reads go on; batches wait", static hit => LockAsync(hit, "SELECT 1 FROM ingest_progress FOR UPDATE")),
        On("postgres-disk-full", "the small file system under the database filled to the last byte", Away + "; the server may die and recover when there is room again", FillAsync) with { Missing = Disk.CannotFill },
        On("postgres-disk-slow", "each write and flush of the server delayed by 20 to 200 ms", "batches get larger and later; reads of cached orders do not notice", SlowAsync) with { Also = [FaultWindows.Frozen], Missing = Disk.CannotSlow },
    ];

    /// <summary>Waits until it takes new connections, and ends the wait with the first answer.</summary>
    public static async Task AnswersAsync(Hit hit)
    {
        while (true)
        {
            try
            {
                await using var connection = await OpenAsync(hit);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(50, hit.GiveUp);
            }
        }
    }

    private static Fault On(string name, string what, string promise, Func<Hit, Task> run) =>
        new() { Name = name, What = what, Promise = promise, Targets = Target, RunAsync = run };

    private static async Task<NpgsqlConnection> OpenAsync(Hit hit)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(hit.System.ConnectionString) { Pooling = false, Timeout = 5, ApplicationName = "chaos" }.ConnectionString);
        try
        {
            await connection.OpenAsync(CancellationToken.None);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task KillAsync(Hit hit)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            await hit.System.Postgres.KillAsync();
            await AnswersAsync(hit);
        }
        while (clock.Elapsed < hit.Duration && !hit.Stop.IsCancellationRequested);
    }

    private static async Task StopAsync(Hit hit, Signal signal)
    {
        var exited = hit.System.Postgres.Exited;
        Unix.Send(hit.System.Postgres.Pid, signal);
        await exited;
        await AnswersAsync(hit);
    }

    private static async Task KillBackendAsync(Hit hit)
    {
        await using var connection = await OpenAsync(hit);
        await using var command = new NpgsqlCommand("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1", connection);
        if (await command.ExecuteScalarAsync(CancellationToken.None) is int backend)
        {
            Unix.Send(backend, Signal.Kill);
        }

        await hit.HoldAsync(TimeSpan.FromMilliseconds(500));
        await AnswersAsync(hit);
    }

    private static async Task PauseAsync(Hit hit)
    {
        // All of them: a server whose processes stop one by one is broken in a way that no machine breaks it.
        var processes = Suspension.Tree(hit.System.Postgres.Pid);
        await Suspension.DuringAsync(signal => Send(processes, signal), hit.HoldAsync);
        await AnswersAsync(hit);
    }

    private static void Send(IReadOnlyList<int> processes, Signal signal)
    {
        foreach (var id in processes)
        {
            Unix.Send(id, signal);
        }
    }

    private static async Task SignalBackendsAsync(Hit hit, string function)
    {
        await using var connection = await OpenAsync(hit);
        await hit.KeepAsync(TimeSpan.FromMilliseconds(100), async () =>
        {
            await using var command = new NpgsqlCommand($"SELECT {function}(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> 'chaos'", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        });
    }

    private static async Task ExhaustAsync(Hit hit)
    {
        var taken = new List<NpgsqlConnection>();
        try
        {
            await hit.KeepAsync(TimeSpan.FromMilliseconds(100), async () =>
            {
                // What the services have is taken from them, and they find no free one again.
                await using (var first = taken.Count == 0 ? await OpenAsync(hit) : null)
                {
                    await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> 'chaos'", first ?? taken[0]);
                    await command.ExecuteNonQueryAsync(CancellationToken.None);
                }

                await TakeAllAsync(hit, taken);
            });
        }
        finally
        {
            foreach (var connection in taken)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static async Task TakeAllAsync(Hit hit, List<NpgsqlConnection> taken)
    {
        try
        {
            while (true)
            {
                taken.Add(await OpenAsync(hit));
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            // All of them are ours.
        }
    }

    private static async Task LockAsync(Hit hit, string statement)
    {
        await using var connection = await OpenAsync(hit);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await using (var command = new NpgsqlCommand(statement, connection, transaction))
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        await hit.HoldAsync();
    }

    private static async Task FillAsync(Hit hit)
    {
        hit.Rig.Disk.Fill();
        try
        {
            await hit.HoldAsync();
        }
        finally
        {
            hit.Rig.Disk.Free();
        }

        await AnswersAsync(hit);
    }

    private static async Task SlowAsync(Hit hit)
    {
        await using (Disk.SlowDown(Suspension.Tree(hit.System.Postgres.Pid), TimeSpan.FromMilliseconds(hit.Random.Next(20, 200))))
        {
            await hit.HoldAsync();
        }

        await AnswersAsync(hit);
    }
}
