using Npgsql;
using NpgsqlTypes;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Tracing;
using Orders.ServiceDefaults;

namespace Orders.Ingestor.Storing;

internal sealed class OrderStore(NpgsqlDataSource database, DatabaseMetrics metrics) : IOrderStore
{
    /// <summary>A repeat is harmless: the expected offsets no longer match and the whole batch is taken back.</summary>
    private const string MoveProgress = "SELECT ingest_move_progress($1, $2, $3, $4)";

    /// <summary>A repeat is harmless: the same document changes nothing.</summary>
    private const string Upsert = """
        INSERT INTO orders AS o (order_uid, track_number, customer_id, delivery_service, date_created, updated_at, version, document)
        SELECT order_uid, track_number, customer_id, delivery_service, date_created, now(), 1, document
        FROM unnest($1, $2, $3, $4, $5, $6) AS u (order_uid, track_number, customer_id, delivery_service, date_created, document)
        ON CONFLICT (order_uid) DO UPDATE SET
            track_number = EXCLUDED.track_number, customer_id = EXCLUDED.customer_id, delivery_service = EXCLUDED.delivery_service,
            date_created = EXCLUDED.date_created, updated_at = EXCLUDED.updated_at, version = o.version + 1, document = EXCLUDED.document
        WHERE o.document <> EXCLUDED.document
        RETURNING o.order_uid, o.version
        """;

    public async Task<ApplyResult> ApplyAsync(IReadOnlyList<IngestMessage> messages, CancellationToken cancellationToken)
    {
        var rounds = Rounds.Of(messages);
        using var measurement = metrics.Measure(metrics.Apply);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);

            // Without an explicit transaction the commands of a batch are one, and need no further round trip to begin and commit it.
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(MoveProgressCommand(ProgressMoves.Of(messages)));
            foreach (var round in rounds)
            {
                batch.BatchCommands.Add(UpsertCommand(round));
            }

            return new ApplyResult.Applied(await ReadChangesAsync(batch, rounds, cancellationToken));
        }
        catch (PostgresException refusal) when (refusal.SqlState == SqlStates.Fenced)
        {
            return new ApplyResult.Fenced();
        }
        catch (PostgresException refusal) when (SqlStates.IsDataError(refusal.SqlState))
        {
            metrics.Apply.Failed();
            return new ApplyResult.Refused(refusal.SqlState);
        }
        catch (NpgsqlException)
        {
            metrics.Apply.Failed();
            throw;
        }
    }

    private static async Task<List<StoredChange>> ReadChangesAsync(NpgsqlBatch batch, IReadOnlyList<Round> rounds, CancellationToken cancellationToken)
    {
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        try
        {
            return await ReadChangesAsync(reader, rounds, cancellationToken);
        }
        catch (NpgsqlException failure)
        {
            DatabaseSpans.Failed(batch, failure);
            throw;
        }
    }

    private static async Task<List<StoredChange>> ReadChangesAsync(NpgsqlDataReader reader, IReadOnlyList<Round> rounds, CancellationToken cancellationToken)
    {
        var changes = new List<StoredChange>();
        foreach (var round in rounds)
        {
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                changes.Add(new StoredChange(round[reader.GetString(0)], reader.GetInt64(1)));
            }
        }

        // The commit's answer comes behind the last result: only now is it known that everything is durable.
        await reader.NextResultAsync(cancellationToken);
        return changes;
    }

    private static NpgsqlBatchCommand MoveProgressCommand(ProgressMoves moves) => new(MoveProgress)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = moves.TopicId },
            new NpgsqlParameter<int[]> { TypedValue = moves.Partitions },
            new NpgsqlParameter<long[]> { TypedValue = moves.Expected },
            new NpgsqlParameter<long[]> { TypedValue = moves.Next },
        },
    };

    private static NpgsqlBatchCommand UpsertCommand(Round round) => new(Upsert)
    {
        Parameters =
        {
            Text(round, row => row.OrderUid),
            Text(round, row => row.TrackNumber),
            Text(round, row => row.CustomerId),
            Text(round, row => row.DeliveryService),
            new NpgsqlParameter<DateTime[]>
            {
                TypedValue = round.Column(row => row.DateCreated),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            },
            new NpgsqlParameter<ReadOnlyMemory<byte>[]>
            {
                TypedValue = round.Column(row => row.Document),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            },
        },
    };

    private static NpgsqlParameter<string[]> Text(Round round, Func<OrderRow, string> column) => new()
    {
        TypedValue = round.Column(column),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    public async Task<IReadOnlyList<CurrentOrder>> ReadCurrentAsync(IReadOnlyCollection<string> orderUids, CancellationToken cancellationToken) =>
        await QueryAsync(
            metrics.ReadCurrent,
            "SELECT order_uid, version, document FROM orders WHERE order_uid = ANY ($1)",
            [new NpgsqlParameter<string[]> { TypedValue = [.. orderUids] }],
            reader => new CurrentOrder(reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)),
            cancellationToken);

    public async Task<IReadOnlyDictionary<int, long>> ReadProgressAsync(string topicId, CancellationToken cancellationToken)
    {
        var progress = await QueryAsync(
            metrics.ReadProgress,
            "SELECT partition, next_offset FROM ingest_progress WHERE topic_id = $1",
            [new NpgsqlParameter<string> { TypedValue = topicId }],
            reader => KeyValuePair.Create(reader.GetInt32(0), reader.GetInt64(1)),
            cancellationToken);
        return new Dictionary<int, long>(progress);
    }

    public async Task<long> SetProgressAsync(
        string topicId, string topic, int partition, long? expected, long nextOffset, CancellationToken cancellationToken)
    {
        // The first instance to get here decides; the others read what it decided.
        var rows = await QueryAsync(
            metrics.SetProgress,
            """
            INSERT INTO ingest_progress AS p (topic_id, topic, partition, next_offset) VALUES ($1, $2, $3, $5)
            ON CONFLICT (topic_id, partition) DO UPDATE SET
                next_offset = CASE WHEN p.next_offset = $4 THEN EXCLUDED.next_offset ELSE p.next_offset END, updated_at = now()
            RETURNING next_offset
            """,
            [
                new NpgsqlParameter<string> { TypedValue = topicId },
                new NpgsqlParameter<string> { TypedValue = topic },
                new NpgsqlParameter<int> { TypedValue = partition },
                new NpgsqlParameter { Value = expected is { } offset ? offset : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new NpgsqlParameter<long> { TypedValue = nextOffset },
            ],
            reader => reader.GetInt64(0),
            cancellationToken);
        return rows[0];
    }

    private async Task<List<T>> QueryAsync<T>(
        DatabaseOperation operation, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        using var measurement = metrics.Measure(operation);
        try
        {
            await using var command = database.CreateCommand(sql);
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        catch (NpgsqlException)
        {
            operation.Failed();
            throw;
        }
    }
}
