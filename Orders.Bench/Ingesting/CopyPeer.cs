using System.Diagnostics;

using Npgsql;
using NpgsqlTypes;

namespace Orders.Bench.Ingesting;

/// <summary>The limit of storing orders: a binary COPY of the same rows into the same table, in one transaction.</summary>
internal sealed class CopyPeer(NpgsqlDataSource database)
{
    private readonly List<StoredOrder> _rows = [];

    private sealed record StoredOrder(string Uid, string Track, string Customer, string Service, DateTime Created, DateTime Updated, long Version, string Document);

    /// <summary>What is in the table will be copied.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        _rows.Clear();
        await using var command = database.CreateCommand(
            "SELECT order_uid, track_number, customer_id, delivery_service, date_created, updated_at, version, document FROM orders");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _rows.Add(new StoredOrder(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.GetDateTime(4), reader.GetDateTime(5), reader.GetInt64(6), reader.GetString(7)));
        }
    }

    /// <summary>Into the table, which must be empty.</summary>
    /// <returns>Rows a second.</returns>
    public async Task<double> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY orders (order_uid, track_number, customer_id, delivery_service, date_created, updated_at, version, document) FROM STDIN (FORMAT binary)", cancellationToken))
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
}
