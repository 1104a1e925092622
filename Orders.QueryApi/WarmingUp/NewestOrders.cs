using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Orders.QueryApi.WarmingUp;

/// <summary>Where a page of the newest orders ended.</summary>
internal readonly record struct PageEnd(DateTime DateCreated, string Uid)
{
    /// <summary>Before the newest one: Npgsql writes this time as infinity.</summary>
    public static readonly PageEnd Start = new(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), "");
}

internal readonly record struct NewestOrder(PageEnd Position, long Version, byte[] Document);

/// <summary>
/// Reads the orders page by page, newest first. Pages instead of one long query, because stopping early costs nothing, a
/// failure does not mean to begin again, and no snapshot is held open for seconds.
/// </summary>
internal sealed class NewestOrders(NpgsqlDataSource database)
{
    private const int PageSize = 5000;
    private const int TimeoutSeconds = 30;

    private const string Sql = """
        SELECT date_created, order_uid, version, document
        FROM orders
        WHERE (date_created, order_uid) < ($1, $2)
        ORDER BY date_created DESC, order_uid DESC
        LIMIT $3
        """;

    /// <param name="take">Gets each order; false ends the page.</param>
    /// <returns>Whether there may be more, as far as <paramref name="take"/> wants them.</returns>
    /// <exception cref="NpgsqlException">The database did not answer; the orders taken until then stay taken.</exception>
    public async Task<bool> ReadPageAsync(PageEnd after, Func<NewestOrder, bool> take, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = TimeoutSeconds };
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = after.DateCreated });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after.Uid, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageSize });

        // A document may be a megabyte: sequential access reads it into its array at once, not into a row buffer first.
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var count = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            count++;
            var position = new PageEnd(reader.GetDateTime(0), reader.GetString(1));
            var order = new NewestOrder(position, reader.GetInt64(2), await reader.GetFieldValueAsync<byte[]>(3, cancellationToken));
            if (!take(order))
            {
                return false;
            }
        }

        return count == PageSize;
    }
}
