using System.Globalization;
using System.Text.RegularExpressions;

using Npgsql;

using Orders.AppHost.Embedded.Processes;

namespace Orders.Bench.Tools;

/// <summary>PostgreSQL's own load generator and terminal, of whatever version is installed.</summary>
internal static partial class Pgbench
{
    /// <summary>Debian keeps each version's programs in a folder of its own; those in PATH are wrappers that need Perl.</summary>
    public static string Program => Newest("pgbench");

    public static string Psql => Newest("psql");

    /// <summary>How PostgreSQL's programs are told where the database is: the password is not for a command line.</summary>
    public static (string[] Arguments, Dictionary<string, string?> Environment) For(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        return (
            ["-h", server.Host!, "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-U", server.Username!, server.Database!],
            new() { ["PGPASSWORD"] = server.Password });
    }

    /// <summary>Reads what pgbench prints.</summary>
    /// <exception cref="CommandException">A transaction failed, or it printed something else than usual.</exception>
    public static double TransactionsPerSecond(string output)
    {
        var match = PerSecond().Match(output);
        return match.Success && !output.Contains("aborted", StringComparison.Ordinal)
            ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new CommandException($"pgbench did not end well: {output}");
    }

    private static string Newest(string program) =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin", program)).FirstOrDefault(File.Exists)
        ?? Programs.Find(program)
        ?? throw new CommandException($"{program} is missing: ./bench installs it where it can, else install PostgreSQL's programs.");

    [GeneratedRegex(@"^tps = ([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex PerSecond();
}
