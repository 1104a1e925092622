using System.Diagnostics;

using Npgsql;

using Orders.Chaos.Running;
using Orders.Chaos.Soaking.Sampling;
using Orders.Chaos.Soaking.Sending;
using Orders.Contracts;

namespace Orders.Chaos.Soaking.Judging;

/// <summary>Every message of a run against the tables, the dead letters and the caches, once the ingestors have nothing left to do.</summary>
internal sealed class SoakAccount(OrdersSystem system, Sent sent, SoakOrders orders, Complaints complaints) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly (string Reason, BadKind Kind)[] Reasons =
    [
        (ErrorReasons.JsonUnmarshalError, BadKind.Malformed), (ErrorReasons.ValidationError, BadKind.Invalid), (ErrorReasons.DbSaveError, BadKind.Unstorable),
    ];

    private readonly DeadLetterTally _deadLetters = new(system.Kafka.BootstrapServers);
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(system.ConnectionString);

    /// <summary>How long the system may take to get done what it has been given.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Dead letters that were appended more than once.</summary>
    public long Doubled => _deadLetters.Doubled;

    /// <summary>Waits until everything that was sent is applied.</summary>
    public Task AppliedAsync(CancellationToken cancellationToken) => BecomesAsync(
        "messages applied", sent.Messages, () => CountAsync("SELECT coalesce(sum(next_offset), 0)::bigint FROM ingest_progress", cancellationToken), cancellationToken);

    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await AppliedAsync(cancellationToken);
        await IsAsync("orders", sent.Orders, "SELECT count(*) FROM orders", cancellationToken);
        await IsAsync("replaced versions", sent.Updates, "SELECT count(*) FROM order_history", cancellationToken);
        // Each document says which version it is.
        await IsAsync("documents that are not the version they are stored as", 0, """
            SELECT count(*) FROM (SELECT version, document FROM orders UNION ALL SELECT version, document FROM order_history) v
            WHERE (document::json ->> 'sm_id')::bigint <> version
            """, cancellationToken);
        await DeadLettersAsync(cancellationToken);
        await StatusesAsync(cancellationToken);
        await NewestAsync(cancellationToken);
        await CachesAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _deadLetters.Dispose();
        return _database.DisposeAsync();
    }

    private async Task DeadLettersAsync(CancellationToken cancellationToken)
    {
        foreach (var (reason, kind) in Reasons)
        {
            await BecomesAsync($"dead letters with {reason}", sent.BadOf(kind), () => Task.FromResult(_deadLetters.Of(reason)), cancellationToken);
        }
    }

    /// <summary>What became of the messages, as the ingestors counted it. Each is counted once, as nothing was restarted.</summary>
    private async Task StatusesAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        List<Exposition> ingestors = [];
        foreach (var (name, address) in system.Operations.Where(service => service.Key.StartsWith("ingestor", StringComparison.Ordinal)))
        {
            ingestors.Add(new Exposition(await http.GetStringAsync(new Uri(address, "/metrics"), cancellationToken)));
        }

        foreach (var (status, expected) in ((string, long)[])[
            ("inserted", sent.Orders), ("updated", sent.Updates), ("unchanged", sent.Repeats),
            ("dlq_json", sent.BadOf(BadKind.Malformed)), ("dlq_validation", sent.BadOf(BadKind.Invalid)), ("dlq_db", sent.BadOf(BadKind.Unstorable))])
        {
            Is($"messages counted as {status}", expected, (long)ingestors.Sum(metrics => metrics.Sum("kafka_messages_processed_total", $"status=\"{status}\"")));
        }
    }

    private async Task NewestAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("SELECT order_uid, version, document FROM orders");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var number = SoakOrders.NumberOf(rows.GetString(0));
            var version = sent.VersionOf(number);
            if (rows.GetInt64(1) != version || !(await rows.GetFieldValueAsync<byte[]>(2, cancellationToken)).AsSpan().SequenceEqual(orders.Document(number, version)))
            {
                complaints.Add($"the row of {SoakOrders.Uid(number)} is not version {version}, the newest that was sent");
            }
        }
    }

    private async Task CachesAsync(CancellationToken cancellationToken)
    {
        foreach (var address in system.QueryApis)
        {
            using var http = new HttpClient { BaseAddress = address };
            for (var number = 0; number < sent.Orders; number++)
            {
                var expected = orders.Document(number, sent.VersionOf(number));
                var uid = SoakOrders.Uid(number);
                await BecomesAsync($"newest {uid} at {address}", 1, async () => await AnswersAsync(http, uid, expected, cancellationToken) ? 1 : 0, cancellationToken);
            }
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string uid, byte[] expected, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"api/orders/{uid}", UriKind.Relative), cancellationToken);
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).AsSpan().SequenceEqual(expected);
    }

    private async Task BecomesAsync(string what, long expected, Func<Task<long>> count, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var found = await count();
        for (; found != expected && clock.Elapsed < Patience; found = await count())
        {
            await Task.Delay(Pause, cancellationToken);
        }

        Is(what, expected, found);
    }

    private async Task IsAsync(string what, long expected, string sql, CancellationToken cancellationToken) =>
        Is(what, expected, await CountAsync(sql, cancellationToken));

    private void Is(string what, long expected, long found)
    {
        if (found != expected)
        {
            complaints.Add($"{what}: {found} instead of {expected}");
        }
    }

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(sql);
        command.CommandTimeout = (int)TimeSpan.FromMinutes(5).TotalSeconds;
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
