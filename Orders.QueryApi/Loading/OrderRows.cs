using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Orders.QueryApi.Loading;

/// <summary>What the database has for one order.</summary>
/// <param name="Document">Null when the version is the one that the caller has.</param>
internal readonly record struct OrderRow(long Version, byte[]? Document);

/// <summary>
/// Reads single orders from PostgreSQL. Who asks while <see cref="LoadingOptions.MaxConcurrency"/> queries are under way waits for the next
/// one, which reads all that has been asked for meanwhile: what a read costs is the round trip, hardly the row.
/// </summary>
internal sealed class OrderRows(NpgsqlDataSource database, IOptions<LoadingOptions> options, TimeProvider time)
{
    private const int MostInOneQuery = 64;

    // "<>" and not ">": a lower version than the known one means that the database was restored, and then it is right.
    // OFFSET 0 makes it one look into the index for each order. (SELECT $1) hides from the planner how many there are: otherwise it takes
    // a plan for the few of this time to be so much cheaper than one for any number that it makes one each time, which costs more than the rows.
    private const string Sql = """
        SELECT q.place, o.version, o.document
        FROM unnest((SELECT $1), (SELECT $2)) WITH ORDINALITY AS q (order_uid, known, place), LATERAL (
            SELECT version, CASE WHEN version <> q.known THEN document END AS document FROM orders WHERE order_uid = q.order_uid OFFSET 0
        ) AS o
        """;

    /// <summary>Why a request's span links to another one.</summary>
    private static readonly ActivityTagsCollection ReadTogether = [new("orders.link", "was read by the query of this request")];

    private readonly Lock _lock = new();
    private readonly Queue<Question> _waiting = new();
    private int _free = options.Value.MaxConcurrency;

    /// <param name="knownVersion">Its document is not sent again; 0 when none is known.</param>
    /// <param name="cancellationToken">Ends the wait, not the query, which others may have a part in.</param>
    /// <returns>Null when there is no such order. The query was sent after the call.</returns>
    /// <exception cref="NpgsqlException">The database did not answer, or not with orders.</exception>
    /// <exception cref="OperationCanceledException">Nor in time.</exception>
    public Task<OrderRow?> FindAsync(string uid, long knownVersion, CancellationToken cancellationToken)
    {
        var question = new Question(uid, knownVersion, time.GetTimestamp(), Activity.Current);
        lock (_lock)
        {
            _waiting.Enqueue(question);
            if (_free == 0)
            {
                return question.Task.WaitAsync(cancellationToken);
            }

            _free--;
        }

        _ = AnswerAllAsync();
        return question.Task.WaitAsync(cancellationToken);
    }

    private async Task AnswerAllAsync()
    {
        while (TakeWaiting() is { Count: > 0 } questions)
        {
            await AnswerAsync(questions);
        }
    }

    /// <summary>None when nobody waits, in the same step in which this query's place becomes free.</summary>
    private List<Question> TakeWaiting()
    {
        lock (_lock)
        {
            var questions = new List<Question>(Math.Min(_waiting.Count, MostInOneQuery));
            while (questions.Count < MostInOneQuery && _waiting.TryDequeue(out var question))
            {
                questions.Add(question);
            }

            _free += questions.Count == 0 ? 1 : 0;
            return questions;
        }
    }

    private async Task AnswerAsync(List<Question> questions)
    {
        Attribute(questions);
        try
        {
            // Until the last who waits for it has given up.
            var rest = options.Value.Timeout - time.GetElapsedTime(questions[^1].AskedAt);
            using var deadline = new CancellationTokenSource(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time);
            var rows = await ReadAsync(questions, deadline.Token);
            for (var place = 0; place < rows.Length; place++)
            {
                questions[place].SetResult(rows[place]);
            }
        }
        catch (OperationCanceledException late)
        {
            questions.ForEach(question => question.TrySetCanceled(late.CancellationToken));
        }
#pragma warning disable CA1031 // Not swallowed: everybody who waits for the query gets it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            questions.ForEach(question => question.TrySetException(failure));
        }
    }

    /// <summary>The query belongs to the trace of the first request that still runs; the others say in theirs where it is.</summary>
    private static void Attribute(List<Question> questions)
    {
        var first = questions.Find(question => question.AskedBy is { IsStopped: false })?.AskedBy;
        Activity.Current = first;
        foreach (var question in questions)
        {
            if (first is not null && question.AskedBy is { IsAllDataRequested: true, IsStopped: false } other && other != first)
            {
                other.AddLink(new ActivityLink(first.Context, ReadTogether));
            }
        }
    }

    private async Task<OrderRow?[]> ReadAsync(List<Question> questions, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. questions.Select(question => question.Uid)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. questions.Select(question => question.KnownVersion)] });
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new OrderRow?[questions.Count];
        while (await reader.ReadAsync(cancellationToken))
        {
            // Npgsql hands out text as the UTF-8 bytes that came over the wire.
            var document = await reader.IsDBNullAsync(2, cancellationToken) ? null : await reader.GetFieldValueAsync<byte[]>(2, cancellationToken);
            rows[reader.GetInt64(0) - 1] = new OrderRow(reader.GetInt64(1), document);
        }

        return rows;
    }

    /// <summary>An order that somebody waits for. Who does goes on within the call that answers.</summary>
    private sealed class Question(string uid, long knownVersion, long askedAt, Activity? askedBy) : TaskCompletionSource<OrderRow?>
    {
        public string Uid { get; } = uid;

        public long KnownVersion { get; } = knownVersion;

        public long AskedAt { get; } = askedAt;

        public Activity? AskedBy { get; } = askedBy;
    }
}
