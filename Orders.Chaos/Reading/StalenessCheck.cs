using System.Globalization;

using Npgsql;

using Orders.Chaos.Accounting;
using Orders.Chaos.Faults;

namespace Orders.Chaos.Reading;

/// <summary>
/// Judges afterwards how old each answer was, by PostgreSQL's own commit times (<c>track_commit_timestamp</c>). An answer with version n is
/// too old when version n + 1 had been committed longer than the bound before it was asked for.
/// </summary>
internal sealed class StalenessCheck
{
    /// <summary>Cache:MaxStaleness as it is by default, which is how the services run here.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private const int MostWrong = 20;

    private readonly List<string> _wrong = [];

    /// <summary>The oldest answer that was not marked as stale.</summary>
    public TimeSpan Worst { get; private set; }

    /// <summary>How many answers had a version that was not the newest any more when they were asked for.</summary>
    public int NotNewest { get; private set; }

    public IReadOnlyList<string> Wrong => _wrong;

    public static async Task<StalenessCheck> RunAsync(NpgsqlDataSource database, OrderLog orders, ReadLog log, FaultWindows windows, CancellationToken cancellationToken)
    {
        var check = new StalenessCheck();
        var replacedAt = await ReplacementsAsync(database, cancellationToken);
        foreach (var seen in log.Documents)
        {
            check.Judge(seen, orders, replacedAt, windows);
        }

        return check;
    }

    /// <summary>When each version was replaced: the row that archived it was written by the transaction that did.</summary>
    private static async Task<Dictionary<(string Uid, long Version), DateTime>> ReplacementsAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var replacedAt = new Dictionary<(string, long), DateTime>();
        await using var command = database.CreateCommand("SELECT order_uid, version, pg_xact_commit_timestamp(xmin) FROM order_history");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            replacedAt[(rows.GetString(0), rows.GetInt64(1))] = rows.GetDateTime(2);
        }

        return replacedAt;
    }

    private void Judge(Observation seen, OrderLog orders, Dictionary<(string Uid, long Version), DateTime> replacedAt, FaultWindows windows)
    {
        if (!orders.Orders.TryGetValue(seen.Uid, out var order) || order.Versions is var versions && (seen.Version > versions.Length || versions[seen.Version - 1] != seen.Hash))
        {
            Add(seen, "the document is not that version's");
            return;
        }

        if (!replacedAt.TryGetValue((seen.Uid, seen.Version), out var replaced) || replaced >= seen.Asked)
        {
            return;
        }

        NotNewest++;
        if (seen.IsStale)
        {
            if (!windows.IsExcused(FaultWindows.Database, seen.Asked, seen.Asked))
            {
                Add(seen, "marked as stale while the database was there");
            }

            return;
        }

        // While PostgreSQL itself stands still, a commit whose time has been taken is not visible to anybody yet.
        var age = seen.Asked - replaced - windows.Broken(FaultWindows.Frozen, replaced, seen.Asked);
        Worst = age > Worst ? age : Worst;
        if (age > Bound)
        {
            Add(seen, string.Create(CultureInfo.InvariantCulture, $"version {seen.Version} had been replaced {age.TotalSeconds:0.000} s before"));
        }
    }

    private void Add(Observation seen, string what)
    {
        if (_wrong.Count < MostWrong)
        {
            _wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{seen.Asked:HH:mm:ss.fff} {seen.Reader} asked for {seen.Uid}: {what}"));
        }
    }
}
