using System.Globalization;

using Npgsql;

using Orders.Chaos.Accounting;
using Orders.Chaos.Faults;

namespace Orders.Chaos.Reading;

/// <summary>
/// Judges afterwards how old each answer was, by PostgreSQL's own commit times (<c>track_commit_timestamp</c>). An answer with version n is
/// too old when version n + 1 had been committed longer than the bound before it was asked for. When version 1 was committed is not known
/// once it has been replaced, so a 404 is too old when somebody had had the order for longer than the bound.
/// </summary>
/// <param name="versionsOf">The hash of each version of an order, in order; none when nobody has sent it.</param>
/// <param name="replacedAt">When each version was replaced by the next; version 0 is that there was none.</param>
internal sealed class StalenessCheck(Func<string, string[]> versionsOf, IReadOnlyDictionary<(string Uid, long Version), DateTime> replacedAt, FaultWindows windows)
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
        var replacedAt = await ReplacementsAsync(database, cancellationToken);
        foreach (var (uid, since) in log.ReadableSince)
        {
            replacedAt[(uid, 0)] = since;
        }

        var check = new StalenessCheck(uid => orders.Orders.TryGetValue(uid, out var order) ? order.Versions : [], replacedAt, windows);
        foreach (var seen in log.Observations)
        {
            check.Judge(seen);
        }

        return check;
    }

    public void Judge(Observation seen)
    {
        var versions = versionsOf(seen.Uid);
        if (seen.Version > 0 && (seen.Version > versions.Length || versions[seen.Version - 1] != seen.Hash))
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
            return;
        }

        // While PostgreSQL itself stands still, a commit whose time has been taken is not visible to anybody yet.
        var age = seen.Asked - replaced - windows.Broken(FaultWindows.Frozen, replaced, seen.Asked);
        Worst = age > Worst ? age : Worst;
        if (age > Bound)
        {
            var answer = seen.Version == 0 ? "404, though the order could be read" : string.Create(CultureInfo.InvariantCulture, $"version {seen.Version} had been replaced");
            Add(seen, string.Create(CultureInfo.InvariantCulture, $"{answer} {age.TotalSeconds:0.000} s before"));
        }
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

    private void Add(Observation seen, string what)
    {
        if (_wrong.Count < MostWrong)
        {
            _wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{seen.Asked:HH:mm:ss.fff} {seen.Reader} asked for {seen.Uid}: {what}"));
        }
    }
}
