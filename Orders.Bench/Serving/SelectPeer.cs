using System.Globalization;

using Orders.Bench.Filling;
using Orders.Bench.Tools;

namespace Orders.Bench.Serving;

/// <summary>The limit of reading an order from the database: pgbench selects the same columns by key, as a prepared statement.</summary>
internal sealed class SelectPeer(string connectionString, string folder)
{
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
            "-c", connections.ToString(CultureInfo.InvariantCulture), "-T", string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Ceiling(duration.TotalSeconds)}"),
        ];
        return Pgbench.TransactionsPerSecond(await Tools.Command.OutputAsync("taskset", words, environment, cancellationToken));
    }
}
