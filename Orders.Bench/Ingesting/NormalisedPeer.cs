using System.Globalization;

using Npgsql;

using Orders.Bench.Tools;

namespace Orders.Bench.Ingesting;

/// <summary>
/// How such services usually store an order: one transaction per message over four normalised tables. pgbench is the client, so nothing of a
/// service's own is in the figure: no Kafka, no JSON, no checks. Its orders have three items, as those of our producer have on average.
/// </summary>
internal sealed class NormalisedPeer(string connectionString, string folder)
{
    private const string Tables = """
        CREATE SCHEMA IF NOT EXISTS normalised;
        CREATE TABLE IF NOT EXISTS normalised.orders (order_uid text PRIMARY KEY, track_number text, entry text, locale text, internal_signature text,
            customer_id text, delivery_service text, shardkey text, sm_id int, date_created timestamptz, oof_shard text);
        CREATE TABLE IF NOT EXISTS normalised.deliveries (order_uid text PRIMARY KEY REFERENCES normalised.orders, name text, phone text, zip text, city text, address text,
            region text, email text);
        CREATE TABLE IF NOT EXISTS normalised.payments (order_uid text PRIMARY KEY REFERENCES normalised.orders, transaction text, request_id text, currency text,
            provider text, amount bigint, payment_dt bigint, bank text, delivery_cost bigint, goods_total bigint, custom_fee bigint);
        CREATE TABLE IF NOT EXISTS normalised.items (order_uid text REFERENCES normalised.orders, chrt_id bigint, track_number text, price bigint, rid text, name text, sale int,
            size text, total_price bigint, nm_id bigint, brand text, status int, PRIMARY KEY (order_uid, rid));
        TRUNCATE normalised.orders CASCADE;
        """;

    private const string Script = """
        \set a random(1, 9000000000000000000)
        \set b random(1, 9000000000000000000)
        BEGIN;
        INSERT INTO normalised.orders VALUES (:a || '-' || :b, 'WBILMTESTTRACK', 'WBIL', 'en', '', 'test', 'meest', '9', 99, '2021-11-26T06:22:19Z', '1') ON CONFLICT (order_uid) DO NOTHING;
        INSERT INTO normalised.deliveries VALUES (:a || '-' || :b, 'Test Testov', '+9720000000', '2639809', 'Kiryat Mozkin', 'Ploshad Mira 15', 'Kraiot', 'test@example.com');
        INSERT INTO normalised.payments VALUES (:a || '-' || :b, 'b563feb7b2b84b6test', '', 'USD', 'wbpay', 1817, 1637907727, 'alpha', 1500, 317, 0);
        INSERT INTO normalised.items VALUES (:a || '-' || :b, 9934930, 'WBILMTESTTRACK', 453, 'ab4219087a764ae01test', 'Mascaras', 30, '0', 317, 2389212, 'Vivienne Sabo', 202);
        INSERT INTO normalised.items VALUES (:a || '-' || :b, 9934931, 'WBILMTESTTRACK', 453, 'ab4219087a764ae02test', 'Mascaras', 30, '0', 317, 2389213, 'Vivienne Sabo', 202);
        INSERT INTO normalised.items VALUES (:a || '-' || :b, 9934932, 'WBILMTESTTRACK', 453, 'ab4219087a764ae03test', 'Mascaras', 30, '0', 317, 2389214, 'Vivienne Sabo', 202);
        COMMIT;
        """;

    private string ScriptFile => Path.Combine(folder, "normalised.sql");

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(ScriptFile, Script, cancellationToken);
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(Tables);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Orders a second.</returns>
    public async Task<double> RunAsync(int clients, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (arguments, environment) = Pgbench.For(connectionString);
        string[] words =
        [
            .. arguments, "-n", "-M", "prepared", "-f", ScriptFile, "-j", "1", "-c", clients.ToString(CultureInfo.InvariantCulture),
            "-T", string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalSeconds}"),
        ];
        return Pgbench.TransactionsPerSecond(await Command.OutputAsync(Pgbench.Program, words, environment, cancellationToken));
    }
}
