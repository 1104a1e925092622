using System.Globalization;

using Npgsql;

using Orders.AppHost.Embedded.Postgres;
using Orders.AppHost.Embedded.Processes;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Backups;

/// <summary>
/// A server from the system's packages, which have the tools for backups that the embedded server lacks, in a data directory of the
/// test's own. Commands run in a shell, as the server's account, with the variables that docs/backup.md expects.
/// </summary>
internal sealed class InstalledPostgres : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ServerAccount _account = ServerAccount.ForThisProcess();
    private readonly int _port = LoopbackPort.Next();
    private readonly string _home;

    private InstalledPostgres()
    {
        _home = _folder.Child("postgres");
        _account.CreateFolder(_home);
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "postgres",
        Database = "orders",
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>A running server with an empty database "orders".</summary>
    public static async Task<InstalledPostgres> StartAsync()
    {
        var server = new InstalledPostgres();
        try
        {
            // The data is thrown away: no need to wait for the disk. "timeout" bounds what a wrong command would wait for.
            await server.RunAsync("""
                mkdir "$BACKUP" "$ARCHIVE"
                initdb --pgdata="$PGDATA" --username="$PGUSER" --auth=trust --encoding=UTF8 --locale=C --no-instructions --no-sync
                cat >>"$PGDATA/postgresql.conf" <<CONF
                listen_addresses = '127.0.0.1'
                port = $PGPORT
                unix_socket_directories = ''
                fsync = off
                shared_buffers = 64MB
                CONF
                pg_ctl start --pgdata="$PGDATA" --wait --log="$PGDATA.log"
                createdb --template=template0 --encoding=UTF8 orders
                """);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <returns>What the commands printed.</returns>
    public async Task<string> RunAsync(string commands, params IReadOnlyCollection<(string Name, string Value)> variables)
    {
        var lines = new List<string>();
        var shell = new ChildCommand("timeout", "120", "bash", "-euo", "pipefail", "-c", commands)
        {
            WorkingDirectory = _home,
            OnLine = Keep,
            Environment = Variables().Concat(variables).ToDictionary(variable => variable.Name, string? (variable) => variable.Value),
        };
        var exitCode = await ChildProcess.RunAsync(_account.Run(shell, _home), CancellationToken.None);
        Assert.True(exitCode == 0, string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode} of:\n{commands}\n{string.Join('\n', lines)}"));
        return string.Join('\n', lines);

        void Keep(string line)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_home, "data", "postmaster.pid")))
        {
            await RunAsync("""pg_ctl stop --pgdata="$PGDATA" --mode=immediate""");
        }

        _folder.Dispose();
    }

    private IEnumerable<(string Name, string Value)> Variables() =>
    [
        ("PATH", $"{Tools()}:{Environment.GetEnvironmentVariable("PATH")}"),
        ("PGHOST", "127.0.0.1"),
        ("PGPORT", _port.ToString(CultureInfo.InvariantCulture)),
        ("PGUSER", "postgres"),
        ("PGDATA", Path.Combine(_home, "data")),
        ("BACKUP", Path.Combine(_home, "backup")),
        ("ARCHIVE", Path.Combine(_home, "archive")),
    ];

    /// <summary>Debian keeps the programs of each version in a folder of its own and only wrappers of some on the PATH.</summary>
    private static string Tools() =>
        Directory.Exists("/usr/lib/postgresql") && Directory.GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "pg_basebackup")) && File.Exists(Path.Combine(bin, "initdb")))
            .MaxBy(bin => int.Parse(bin.Split('/')[^2], CultureInfo.InvariantCulture)) is { } newest
            ? newest
            : Path.GetDirectoryName(Programs.Find("pg_basebackup"))
              ?? throw new InvalidOperationException("PostgreSQL's server and tools are not installed: run eng/setup.sh test.");
}
