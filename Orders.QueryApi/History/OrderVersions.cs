using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Orders.QueryApi.History;

/// <summary>
/// Reads the versions of an order, newest first, a few at a time: however long the history is, it takes little memory, and a client that
/// reads slowly holds neither a connection nor a snapshot.
/// </summary>
internal sealed class OrderVersions(NpgsqlDataSource database)
{
    /// <summary>At most so many at a time, and no more once they have so many bytes.</summary>
    public const int MostAtOnce = 16;
    private const int EnoughBytes = 1024 * 1024;

    /// <summary>Above every version.</summary>
    public const long Newest = long.MaxValue;

    // In one statement, so in one snapshot: a version that moves to the history meanwhile is in one of the two, not in none or both.
    private const string Sql = """
        SELECT version, changed_at, document
        FROM (
            (SELECT version, updated_at AS changed_at, document FROM orders WHERE order_uid = $1 AND version < $2)
            UNION ALL
            (SELECT version, changed_at, document FROM order_history WHERE order_uid = $1 AND version < $2 ORDER BY version DESC LIMIT $3)
        ) AS versions
        ORDER BY version DESC
        LIMIT $3
        """;

    /// <param name="before">The version that the caller has already; <see cref="Newest"/> to begin with.</param>
    /// <returns>The next ones; none when there are no more, or there is no such order.</returns>
    /// <exception cref="NpgsqlException">The database did not answer.</exception>
    public async Task<List<OrderVersion>> ReadAsync(string uid, long before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = uid, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostAtOnce });
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var versions = new List<OrderVersion>();
        var bytes = 0L;
        while (bytes < EnoughBytes && await reader.ReadAsync(cancellationToken))
        {
            var version = new OrderVersion(reader.GetInt64(0), reader.GetDateTime(1), await reader.GetFieldValueAsync<byte[]>(2, cancellationToken));
            versions.Add(version);
            bytes += version.Document.Length;
        }

        return versions;
    }
}
