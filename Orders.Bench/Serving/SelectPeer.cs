using System.Globalization;

using Orders.Bench.Filling;
using Orders.Bench.Tools;

namespace Orders.Bench.Serving;

/// <summary>The limit of reading an order from the database: pgbench selects the same columns by key, as a prepared statement.</summary>
internal sealed class SelectPeer(string connectionString, string folder)
{
    /// <summary>pgbench connects within the time that it is given, and does not count it: 32 connections took a slow machine all of a second.</summary>
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(2);

    private string ScriptFile => Path.Combine(folder, "select.sql");

    public Task PrepareAsync(long rows, CancellationToken cancellationToken) => File.WriteAllTextAsync(
        ScriptFile,
        string.Create(CultureInfo.InvariantCulture, $"""
            \set number random(1, {rows})
            SELECT document, version FROM orders WHERE order_uid = {OrderRows.UidInSql(":number")};
            """),
        cancellationToken);

    /// <returns>Rows a second.</returns>
    public async Task<double> RunAsync(int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (arguments, environment) = Pgbench.For(connectionString);
        string[] words =
        [
            "-c", Processors.Load, Pgbench.Program, .. arguments, "-n", "-M", "prepared", "-f", ScriptFile, "-j", "1",
            "-c", connections.ToString(CultureInfo.InvariantCulture), "-T", string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Ceiling((duration + Connecting).TotalSeconds)}"),
        ];
        return Pgbench.TransactionsPerSecond(await Tools.Command.OutputAsync("taskset", words, environment, cancellationToken));
    }
}
