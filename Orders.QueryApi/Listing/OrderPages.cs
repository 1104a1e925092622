using System.Diagnostics.CodeAnalysis;
using Npgsql;
using NpgsqlTypes;

namespace Orders.QueryApi.Listing;

/// <summary>
/// Reads pages of orders, newest first, from the row behind the last one on: an index in the order of the list stands behind every filter,
/// so the ten-thousandth page costs what the first one does.
/// </summary>
internal sealed class OrderPages(NpgsqlDataSource database)
{
    /// <summary>
    /// For the rest of the transaction, which is the batch: without it, the planner prefers to fetch and sort all that matches as soon as it
    /// believes that to be little, and what it believes may be out of date.
    /// </summary>
    internal const string InIndexOrder = "SELECT set_config('enable_sort', 'off', true)";

    private const string Select = """
        SELECT order_uid, track_number, customer_id, delivery_service, date_created, version, updated_at
        FROM orders
        WHERE (date_created, order_uid) < ($1, $2)
        """;

    private const string Order = """
         ORDER BY date_created DESC, order_uid DESC
        LIMIT $3
        """;

    /// <exception cref="NpgsqlException">The database did not answer.</exception>
    [SuppressMessage("Security", "CA2100", Justification = "Put together from constants.")]
    public async Task<List<ListedOrder>> ReadAsync(ListFilter filter, ListPlace after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(InIndexOrder));
        var command = new NpgsqlBatchCommand(Sql(filter));
        batch.BatchCommands.Add(command);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = after.DateCreated });
        command.Parameters.Add(Text(after.OrderUid));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        foreach (var value in new[] { filter.TrackNumber, filter.CustomerId })
        {
            if (value is not null)
            {
                command.Parameters.Add(Text(value));
            }
        }

        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var page = new List<ListedOrder>(limit);
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add(new ListedOrder(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetDateTime(4), reader.GetInt64(5), reader.GetDateTime(6)));
        }

        return page;
    }

    /// <summary>One text for each combination: with "$4 IS NULL OR …" the planner could not know which index to take.</summary>
    internal static string Sql(ListFilter filter) => filter switch
    {
        (null, null) => Select + Order,
        (not null, null) => Select + " AND track_number = $4" + Order,
        (null, not null) => Select + " AND customer_id = $4" + Order,
        _ => Select + " AND track_number = $4 AND customer_id = $5" + Order,
    };

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };
}
