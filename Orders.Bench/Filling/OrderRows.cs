using System.Globalization;
using System.Text;

using Npgsql;

namespace Orders.Bench.Filling;

/// <summary>Many orders, made by PostgreSQL itself: sending millions through the topic would take longer than measuring.</summary>
internal static class OrderRows
{
    /// <summary>
    /// The uid of an order by its number, the same in SQL, in wrk's Lua and here: eight hexadecimal digits that are spread like those of real
    /// ones, because an odd factor makes each number below 2³² another one.
    /// </summary>
    private const long Factor = 1_000_003;

    private const long Numbers = 1L << 32;

    /// <summary>A SQL expression for the uid of the order with the number that another expression gives.</summary>
    public static string UidInSql(string number) =>
        string.Create(CultureInfo.InvariantCulture, $"lpad(to_hex(({number})::bigint * {Factor} % {Numbers}), 8, '0') || '-row'");

    /// <summary>The same in Lua.</summary>
    public static string UidInLua(string number) =>
        string.Create(CultureInfo.InvariantCulture, $"string.format('%08x-row', ({number}) * {Factor} % {Numbers})");

    public static string Uid(long number) => string.Create(CultureInfo.InvariantCulture, $"{number * Factor % Numbers:x8}-row");

    /// <summary>
    /// Adds the orders of these numbers; each document has that many bytes, and is JSON. Into an empty table without its secondary indexes,
    /// which are made anew afterwards, as anybody would load millions of rows.
    /// </summary>
    public static async Task AddAsync(NpgsqlDataSource database, long from, long to, int documentBytes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isEmpty = !(bool)(await ScalarAsync(connection, "SELECT EXISTS (SELECT FROM orders)", cancellationToken))!;
        List<string> indexes = [];
        if (isEmpty)
        {
            indexes = await SecondaryIndexesAsync(connection, cancellationToken);
            await ScalarAsync(connection, string.Concat(indexes.Select(index => $"DROP INDEX {index.Split(' ')[2]};")) + "TRUNCATE orders", cancellationToken);
        }

        var fixedBytes = Encoding.UTF8.GetByteCount($$"""{"order_uid":"{{Uid(to)}}","delivery":{"name":"","phone":"","zip":"","address":"","email":""},"padding":""}""");
        var padding = Math.Max(0, documentBytes - fixedBytes);
        await ScalarAsync(connection, string.Create(CultureInfo.InvariantCulture, $$"""
            INSERT INTO orders
            SELECT uid, 'TRACK-' || number % 1000000, 'customer-' || number % 10000, 'meest', timestamptz '2025-01-01' + number * interval '1 second', now(), 1,
                   '{"order_uid":"' || uid || '","delivery":{"name":"","phone":"","zip":"","address":"","email":""},"padding":"' || left(repeat(md5(uid), {{(padding / 32) + 1}}), {{padding}}) || '"}'
            FROM (SELECT number, {{UidInSql("number")}} AS uid FROM generate_series({{from}}::bigint, {{to}}) AS number) AS numbers
            """), cancellationToken);
        foreach (var index in indexes)
        {
            await ScalarAsync(connection, index, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await ScalarAsync(connection, "VACUUM ANALYZE orders", cancellationToken);
    }

    private static async Task<List<string>> SecondaryIndexesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT indexdef FROM pg_indexes WHERE tablename = 'orders' AND indexdef NOT LIKE 'CREATE UNIQUE%'", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> definitions = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            definitions.Add(reader.GetString(0));
        }

        return definitions;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
