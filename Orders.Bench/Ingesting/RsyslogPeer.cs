using System.Diagnostics;

using Npgsql;

using Orders.Bench.Tools;
using Orders.Contracts;

namespace Orders.Bench.Ingesting;

/// <summary>
/// A ready-made pipeline from the same topic into one table with one column and no index: no checks, no dead letters, no updates, no offsets in
/// the transaction.
/// </summary>
internal sealed class RsyslogPeer(NpgsqlDataSource database, Rsyslog rsyslog)
{
    private const int Workers = 2;
    private const int Batch = 1_000;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Standstill = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Its start is not counted: the clock runs from the first rows that are there.</summary>
    /// <param name="messages">How many the topic holds.</param>
    /// <returns>Messages a second.</returns>
    public async Task<double> RunAsync(long messages, CancellationToken cancellationToken)
    {
        await using (var command = database.CreateCommand("DROP TABLE IF EXISTS raw_orders; CREATE TABLE raw_orders (document text NOT NULL)"))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var copying = await rsyslog.StartAsync(TopicNames.Orders, "raw_orders", Workers, Batch, cancellationToken);
        var begun = await GrownAsync(0, cancellationToken);
        var first = await CountAsync(cancellationToken);
        var ended = await CompleteAsync(messages, cancellationToken);
        return (messages - first) / Stopwatch.GetElapsedTime(begun, ended).TotalSeconds;
    }

    /// <returns>When the table was seen to have grown beyond that size.</returns>
    private async Task<long> GrownAsync(long bytes, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (await SizeAsync(cancellationToken) <= bytes)
        {
            await PauseAsync(clock, cancellationToken);
        }

        return Stopwatch.GetTimestamp();
    }

    /// <summary>
    /// Rows are counted when the table has stopped growing only: counting a large table again and again would slow down whoever fills it.
    /// </summary>
    /// <returns>When the table was seen to grow for the last time.</returns>
    private async Task<long> CompleteAsync(long messages, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (size, since) = (0L, Stopwatch.GetTimestamp());
        while (true)
        {
            var now = await SizeAsync(cancellationToken);
            if (now != size)
            {
                (size, since) = (now, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) >= Standstill && await CountAsync(cancellationToken) >= messages)
            {
                return since;
            }

            await PauseAsync(clock, cancellationToken);
        }
    }

    private async Task PauseAsync(Stopwatch waited, CancellationToken cancellationToken)
    {
        if (waited.Elapsed > Patience)
        {
            throw new CommandException($"rsyslog has stored no more than {await CountAsync(cancellationToken)} messages in {Patience.TotalSeconds} s.");
        }

        await Task.Delay(Glance, cancellationToken);
    }

    private Task<long> SizeAsync(CancellationToken cancellationToken) => AskAsync("SELECT pg_relation_size('raw_orders')", cancellationToken);

    private Task<long> CountAsync(CancellationToken cancellationToken) => AskAsync("SELECT count(*) FROM raw_orders", cancellationToken);

    private async Task<long> AskAsync(string question, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(question);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
