using System.Globalization;

using Npgsql;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Postgres;

/// <summary>Starts the server in a prepared cluster and waits until it answers.</summary>
internal sealed class ServerLauncher(
    ServerFiles files, ServerAccount account, string cluster, ServerSettings settings, Action<string> onLine)
{
    // Recovery after a crash replays the log first, up to max_wal_size of it.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The class of SQLSTATEs that no waiting helps against.</summary>
    private const string InvalidAuthorization = "28";

    private readonly RecentLines _recent = new(20);

    public async Task<(ChildProcess Server, int Port)> StartOnFreePortAsync(Func<int, string> connection, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Next();
            try
            {
                return (await StartAsync(port, connection(port), cancellationToken), port);
            }
            catch (StartupException) when (attempt < 5 && _recent.Contains("could not create any TCP/IP sockets"))
            {
                // Somebody else took the port first: try another.
            }
        }
    }

    public async Task<ChildProcess> StartAsync(int port, string connectionString, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        while (true)
        {
            try
            {
                if (await TryStartAsync(port, connectionString, deadline.Token) is { } server)
                {
                    return server;
                }

                // The processes of a killed server take a moment to notice and to let go of its shared memory.
                if (!_recent.Contains("is still in use"))
                {
                    throw new StartupException($"PostgreSQL did not start in {cluster}: {_recent}");
                }

                await Task.Delay(Pause, deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL in {cluster} did not accept connections within {Deadline.TotalSeconds} s: {_recent}"));
            }
        }
    }

    /// <returns>Null when the server ended instead of answering.</returns>
    private async Task<ChildProcess?> TryStartAsync(int port, string connectionString, CancellationToken cancellationToken)
    {
        _recent.Clear();
        var server = ChildProcess.Start(Command(port));
        try
        {
            return await AnswersAsync(server, connectionString, cancellationToken) ? server : null;
        }
        catch
        {
            await server.StopAsync(Signal.Quit, TimeSpan.FromSeconds(5));
            throw;
        }
    }

    private ChildCommand Command(int port)
    {
        var command = new ChildCommand(files.Postgres, ["-D", cluster, .. settings.ToArguments(port)])
        {
            WorkingDirectory = "/",
            Environment = DatabaseHeap.Settings.ToDictionary(setting => setting.Key, setting => (string?)(Environment.GetEnvironmentVariable(setting.Key) ?? setting.Value)),
            OnLine = Forward,
        };
        // A fast shutdown of its own accord when this process is killed.
        return account.Run(command.OnParentDeath(Signal.Interrupt), files.Folder, cluster);
    }

    private void Forward(string line)
    {
        // The server's answer to our own asking whether it is up.
        if (!line.EndsWith("the database system is starting up", StringComparison.Ordinal)
            && !line.EndsWith("the database system is not yet accepting connections", StringComparison.Ordinal))
        {
            _recent.Add(line);
            onLine(line);
        }
    }

    private static async Task<bool> AnswersAsync(ChildProcess server, string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 });
        while (!server.Exited.IsCompleted)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                return true;
            }
            catch (PostgresException refusal) when (refusal.SqlState.StartsWith(InvalidAuthorization, StringComparison.Ordinal))
            {
                throw new StartupException($"PostgreSQL refuses the password that is kept beside its data (SQLSTATE {refusal.SqlState}): restore it, or use another directory (--data).");
            }
            catch (NpgsqlException)
            {
                // Not listening yet, still in recovery (57P03), or somebody cut this connection off, too: whatever it is, it passes or the deadline does.
                await Task.WhenAny(server.Exited, Task.Delay(Pause, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return false;
    }
}
