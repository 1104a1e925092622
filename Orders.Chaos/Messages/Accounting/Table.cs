using Npgsql;

using Orders.Contracts;

namespace Orders.Chaos.Messages.Accounting;

/// <summary>What the database holds, read past the services.</summary>
internal sealed class Table(NpgsqlDataSource database)
{
    /// <summary>By partition of <c>orders</c>: the offset below which every message has been settled.</summary>
    public async Task<IReadOnlyDictionary<int, long>> ProgressAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT partition, next_offset FROM ingest_progress WHERE topic = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TopicNames.Orders });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var progress = new Dictionary<int, long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            progress.Add(reader.GetInt32(0), reader.GetInt64(1));
        }

        return progress;
    }

    /// <summary>Every version of these orders.</summary>
    public async Task<ILookup<string, byte[]>> VersionsAsync(IReadOnlyCollection<string> uids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT order_uid, document FROM orders WHERE order_uid = ANY ($1)
            UNION ALL
            SELECT order_uid, document FROM order_history WHERE order_uid = ANY ($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. uids] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var versions = new List<(string Uid, byte[] Document)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            versions.Add((reader.GetString(0), await reader.GetFieldValueAsync<byte[]>(1, cancellationToken)));
        }

        return versions.ToLookup(version => version.Uid, version => version.Document, StringComparer.Ordinal);
    }

    /// <summary>How many versions of how many orders there are in all.</summary>
    public async Task<long> CountVersionsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM order_history)");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
