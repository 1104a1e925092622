using Npgsql;
using NpgsqlTypes;

namespace Orders.QueryApi.Loading;

/// <summary>What the database has for one order.</summary>
/// <param name="Document">Null when the version is the one that the caller has.</param>
internal readonly record struct OrderRow(long Version, byte[]? Document);

/// <summary>Reads single orders from PostgreSQL.</summary>
internal sealed class OrderRows(NpgsqlDataSource database)
{
    // "<>" and not ">": a lower version than the known one means that the database was restored, and then it is right.
    private const string Sql = """
        SELECT version, CASE WHEN version <> $2 THEN document END
        FROM orders
        WHERE order_uid = $1
        """;

    /// <param name="knownVersion">Its document is not sent again; 0 when none is known.</param>
    /// <returns>Null when there is no such order.</returns>
    /// <exception cref="NpgsqlException">The database did not answer, or not with an order.</exception>
    public async Task<OrderRow?> FindAsync(string uid, long knownVersion, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = uid, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = knownVersion });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        // Npgsql hands out text as the UTF-8 bytes that came over the wire.
        var document = await reader.IsDBNullAsync(1, cancellationToken) ? null : await reader.GetFieldValueAsync<byte[]>(1, cancellationToken);
        return new OrderRow(reader.GetInt64(0), document);
    }
}
