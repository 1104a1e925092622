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

        await rsyslog.StartAsync(TopicNames.Orders, "raw_orders", Workers, Batch, cancellationToken);
        try
        {
            var (first, begun) = await WaitForAsync(1, cancellationToken);
            var (last, ended) = await WaitForAsync(messages, cancellationToken);
            return (last - first) / Stopwatch.GetElapsedTime(begun, ended).TotalSeconds;
        }
        finally
        {
            await rsyslog.StopAsync();
        }
    }

    private async Task<(long Rows, long Time)> WaitForAsync(long atLeast, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (await CountAsync(cancellationToken) is var rows && rows >= atLeast)
            {
                return (rows, Stopwatch.GetTimestamp());
            }

            await Task.Delay(Glance, cancellationToken);
        }

        throw new CommandException($"rsyslog stored {await CountAsync(cancellationToken)} of {atLeast} messages in {Patience.TotalSeconds} s.");
    }

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        // A look at the size of the file first: counting a large table again and again would cost as much as filling it.
        await using var command = database.CreateCommand("SELECT count(*) FROM raw_orders");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
