using System.Diagnostics;

using Npgsql;
using NpgsqlTypes;

namespace Orders.Bench.Ingesting;

/// <summary>The limit of storing orders: a binary COPY of the rows into a table like theirs, with its indexes, in one transaction.</summary>
internal sealed class CopyPeer(NpgsqlDataSource database)
{
    private readonly List<StoredOrder> _rows = [];

    private sealed record StoredOrder(string Uid, string Track, string Customer, string Service, DateTime Created, DateTime Updated, long Version, string Document);

    public async Task PrepareAsync(int rows, CancellationToken cancellationToken)
    {
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS orders_copy (LIKE orders INCLUDING ALL) WITH (toast_tuple_target = 8160)", cancellationToken);
        await ExecuteAsync("TRUNCATE orders_copy", cancellationToken);
        _rows.Clear();
        await using var command = database.CreateCommand("SELECT * FROM orders ORDER BY updated_at DESC LIMIT $1");
        command.Parameters.Add(new() { Value = rows });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _rows.Add(new StoredOrder(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.GetDateTime(4), reader.GetDateTime(5), reader.GetInt64(6), reader.GetString(7)));
        }
    }

    /// <returns>Rows a second.</returns>
    public async Task<double> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync("COPY orders_copy FROM STDIN (FORMAT binary)", cancellationToken))
        {
            foreach (var row in _rows)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(row.Uid, cancellationToken);
                await copy.WriteAsync(row.Track, cancellationToken);
                await copy.WriteAsync(row.Customer, cancellationToken);
                await copy.WriteAsync(row.Service, cancellationToken);
                await copy.WriteAsync(row.Created, NpgsqlDbType.TimestampTz, cancellationToken);
                await copy.WriteAsync(row.Updated, NpgsqlDbType.TimestampTz, cancellationToken);
                await copy.WriteAsync(row.Version, cancellationToken);
                await copy.WriteAsync(row.Document, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        return _rows.Count / clock.Elapsed.TotalSeconds;
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
