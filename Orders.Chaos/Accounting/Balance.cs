using System.Globalization;
using System.Text;

using Confluent.Kafka;

using Npgsql;

namespace Orders.Chaos.Accounting;

/// <summary>Compares what the topic holds with where it must be: every message in the table or among the dead letters, never both, never neither.</summary>
internal sealed class Balance(NpgsqlDataSource database, OrderLog orders, DeadLetterLog letters)
{
    private const int MostDifferences = 20;

    private readonly List<string> _differences = [];

    /// <summary>What <see cref="SettledAsync"/> waits for, in words; null while nobody waits.</summary>
    public string? WaitingFor { get; private set; }

    /// <summary>Waits until the ingestor has dealt with everything that the topic holds now.</summary>
    /// <exception cref="OperationCanceledException">It has not; <see cref="WaitingFor"/> says what was missing.</exception>
    public async Task SettledAsync(CancellationToken cancellationToken)
    {
        WaitingFor = "the harness to read the topic of orders";
        await orders.CaughtUpAsync(cancellationToken);
        var ends = await orders.EndsAsync(cancellationToken);
        while ((WaitingFor = await BehindAsync(ends, cancellationToken)) is not null)
        {
            await Task.Delay(100, cancellationToken);
        }

        WaitingFor = "the harness to read the dead letters";
        await letters.CaughtUpAsync(cancellationToken);
        WaitingFor = null;
    }

    /// <summary>To be called when settled.</summary>
    /// <returns>A line for each difference, the first few of them; none when the books balance.</returns>
    public async Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellationToken)
    {
        _differences.Clear();
        await CompareTableAsync(cancellationToken);
        CompareLetters();
        return [.. _differences.Take(MostDifferences), .. _differences.Count > MostDifferences ? [Text($"and {_differences.Count - MostDifferences} more")] : Array.Empty<string>()];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <returns>Which partitions have not been applied that far, or why that cannot be found out; null when all have.</returns>
    private async Task<string?> BehindAsync(long[] ends, CancellationToken cancellationToken)
    {
        try
        {
            var topic = await orders.TopicIdAsync();
            await using var command = database.CreateCommand(
                """
                SELECT string_agg(format('partition %s at %s of %s', e.number - 1, coalesce(p.next_offset, 0), e.next), ', ' ORDER BY e.number)
                FROM unnest($1) WITH ORDINALITY AS e (next, number)
                LEFT JOIN ingest_progress p ON p.partition = e.number - 1 AND p.topic_id = $2
                WHERE coalesce(p.next_offset, 0) < e.next
                """);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ends });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = topic });
            return await command.ExecuteScalarAsync(cancellationToken) is string behind ? $"the ingestor: {behind} of topic {topic}" : null;
        }
        catch (Exception exception) when (exception is NpgsqlException or KafkaException)
        {
            // One of them is what is broken just now: not settled.
            return $"an answer: {exception.Message}";
        }
    }

    private async Task CompareTableAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT order_uid, version, document FROM order_history UNION ALL SELECT order_uid, version, document FROM orders
            ORDER BY order_uid, version
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken))
        {
            var uid = rows.GetString(0);
            if (!stored.TryGetValue(uid, out var versions))
            {
                stored[uid] = versions = [];
            }

            versions.Add(OrderLog.Hash(Encoding.UTF8.GetBytes(rows.GetString(2))));
            if (rows.GetInt64(1) != versions.Count)
            {
                _differences.Add(Text($"{uid}: version {rows.GetInt64(1)} stands where version {versions.Count} should."));
            }
        }

        foreach (var (uid, expected) in orders.Orders)
        {
            if (!stored.TryGetValue(uid, out var have))
            {
                _differences.Add(Text($"{uid}: lost, {expected.Versions.Length} versions are in the topic and none in the table."));
            }
            else if (!expected.Versions.SequenceEqual(have))
            {
                _differences.Add(Text($"{uid}: the table's {have.Count} versions are not the topic's {expected.Versions.Length}."));
            }
        }

        _differences.AddRange(stored.Keys.Where(uid => !orders.Orders.ContainsKey(uid)).Select(uid => $"{uid}: in the table, but no good message of the topic is that order."));
    }

    private void CompareLetters()
    {
        foreach (var (key, expected) in orders.Letters)
        {
            foreach (var (partition, offset) in expected.Positions.Where(position => !letters.Letters.ContainsKey((key, position.Partition, position.Offset))))
            {
                _differences.Add(Text($"{key}: lost, the message at {partition}:{offset} is not among the dead letters."));
            }
        }

        foreach (var ((key, partition, offset), (reason, hash)) in letters.Letters)
        {
            if (!orders.Letters.TryGetValue(key, out var expected) || !expected.Positions.Contains((partition, offset)))
            {
                _differences.Add(Text($"{key}: the dead letter from {partition}:{offset} ({reason}) is no bad message of the topic."));
            }
            else if (expected.Reason != reason || expected.Hash != hash)
            {
                _differences.Add(Text($"{key}: rejected for {reason}, but {expected.Reason} is true, or the bytes differ."));
            }
        }
    }
}
