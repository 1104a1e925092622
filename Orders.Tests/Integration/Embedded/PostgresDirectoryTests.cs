using System.Diagnostics;

using Npgsql;

using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.Postgres;
using Orders.AppHost.Embedded.Processes;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Embedded;

/// <summary>The data directory from one run to the next, and whatever else may stand in its place.</summary>
public sealed class PostgresDirectoryTests : IDisposable
{
    private static readonly ServerSettings TestSettings = new() { SharedBuffers = "32MB", MaxConnections = 20, Fsync = false };

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_committed_survives_the_host()
    {
        await using (var first = await StartAsync(_folder.Path))
        {
            await first.CreateDatabaseAsync("kept", CancellationToken.None);
        }

        await using var second = await StartAsync(_folder.Path);
        await using var source = NpgsqlDataSource.Create(second.ConnectionString("kept"));
        await using var command = source.CreateCommand("SELECT 1");

        Assert.Equal(1, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_directory_inside_a_closed_home_works_for_root_too()
    {
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var server = await StartAsync(_folder.Child("data"));
        await server.CreateDatabaseAsync("inside", CancellationToken.None);
    }

    [Fact]
    public async Task A_directory_that_is_in_use_is_refused_in_one_line()
    {
        await using var server = await StartAsync(_folder.Path);

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync(_folder.Path));

        Assert.Contains("is in use by another run", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.False(server.Exited.IsCompleted);
    }

    [Fact]
    public async Task A_directory_of_another_major_version_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder.Child("postgres"));
        var version = Path.Combine(_folder.Child("postgres"), "PG_VERSION");
        await File.WriteAllTextAsync(version, "17\n");

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync(_folder.Path));

        Assert.Contains("was made by PostgreSQL 17, this server is 18", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Equal([version], Directory.EnumerateFileSystemEntries(_folder.Child("postgres")));
    }

    [Fact]
    public async Task A_directory_that_holds_something_else_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder.Child("postgres"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Child("postgres"), "holiday.jpg"), "precious");

        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync(_folder.Path));

        Assert.Contains("is not a PostgreSQL data directory", refusal.Message, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Child("postgres")));
    }

    [Fact]
    public async Task What_a_crash_during_the_making_left_is_made_anew()
    {
        Directory.CreateDirectory(_folder.Child("postgres.new"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Child("postgres.new"), "PG_VERSION"), "18\n");

        await using var server = await StartAsync(_folder.Path);

        Assert.False(Directory.Exists(_folder.Child("postgres.new")));
    }

    [Fact]
    public async Task A_server_that_a_killed_host_left_behind_is_stopped_first()
    {
        await using (await StartAsync(_folder.Path))
        {
        }

        // As a host would have left it: nobody holds the directory's lock, and nothing tells the server to stop.
        var cluster = _folder.Child("postgres");
        var files = ServerFiles.Find();
        var leftover = ChildProcess.Start(ServerAccount.ForThisProcess().Run(
            new ChildCommand(files.Postgres, ["-D", cluster, .. TestSettings.ToArguments(LoopbackPort.Next())]) { WorkingDirectory = "/" },
            files.Folder, cluster));
        await Eventually.BecomesTrueAsync(() => File.Exists(Path.Combine(cluster, "postmaster.pid"))
            && File.ReadAllText(Path.Combine(cluster, "postmaster.pid")).Contains("ready", StringComparison.Ordinal));

        await using var server = await StartAsync(_folder.Path);

        Assert.Equal(0, await leftover.Exited.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.NotEqual(leftover.Id, server.Pid);
    }

    [Fact]
    public async Task A_stale_pid_file_of_another_process_harms_nobody()
    {
        await using (await StartAsync(_folder.Path))
        {
        }

        using var bystander = Process.GetCurrentProcess();
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Child("postgres"), "postmaster.pid"), $"{bystander.Id}\n{_folder.Child("postgres")}\n1\n5432\n\n127.0.0.1\n");
        await LeftoverServer.StopAsync(_folder.Child("postgres"), CancellationToken.None);

        Assert.False(bystander.HasExited);
    }

    private static Task<EmbeddedPostgres> StartAsync(string folder) =>
        EmbeddedPostgres.StartAsync(folder, TestSettings, static _ => { }, CancellationToken.None);
}
