using System.Diagnostics;

using Orders.Chaos.Messages.Judging;
using Orders.Chaos.Messages.Reporting;
using Orders.Chaos.Messages.Sending;

namespace Orders.Chaos.Messages.Accounting;

/// <summary>
/// What became of the messages: each that has to be stored is in the table with exactly its document, each other one is among the
/// dead letters with a true reason, and none is in both.
/// </summary>
internal sealed class Account(Table table, DeadLetters letters, Tally tally)
{
    /// <summary>However slow the machine is, an ingestor that settles nothing for so long has stalled.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>How many versions the messages so far have to leave in the table.</summary>
    public long Versions { get; private set; }

    /// <exception cref="TimeoutException">The ingestor has stalled.</exception>
    public async Task SettleAsync(IReadOnlyList<Sent> wave, CancellationToken cancellationToken)
    {
        var ends = wave.GroupBy(sent => sent.Partition).ToDictionary(partition => partition.Key, partition => partition.Max(sent => sent.Offset) + 1);
        await UntilAsync(async () => Behind(await table.ProgressAsync(cancellationToken), ends), "messages are not settled", cancellationToken);

        // What is settled is among the dead letters already, but may not have been read yet.
        foreach (var sent in wave)
        {
            await CheckLetterAsync(sent, cancellationToken);
        }

        var uids = wave.Select(sent => sent.Specimen.Uid).Concat(wave.Select(sent => sent.Specimen.Verdict).OfType<Stored>().Select(stored => stored.OrderUid));
        var versions = await table.VersionsAsync(uids.ToHashSet(StringComparer.Ordinal), cancellationToken);
        foreach (var message in wave.DistinctBy(sent => sent.Specimen.Number))
        {
            CheckRow(message, versions);
        }
    }

    private async Task CheckLetterAsync(Sent sent, CancellationToken cancellationToken)
    {
        if (sent.Specimen.Verdict is not DeadLettered verdict)
        {
            if (letters.Take(sent.Partition, sent.Offset) is { } wrong)
            {
                tally.Failed(sent, $"it is good and came to the dead letters: {LetterCheck.Words(wrong.Message)}");
            }

            return;
        }

        var letter = letters.Take(sent.Partition, sent.Offset);
        var waited = Stopwatch.StartNew();
        while (letter is null && waited.Elapsed < Patience)
        {
            await Task.Delay(PollInterval, cancellationToken);
            letter = letters.Take(sent.Partition, sent.Offset);
        }

        if (letter is null)
        {
            tally.Failed(sent, $"it has to be among the dead letters ({verdict.Reason}) and is not");
            return;
        }

        foreach (var fault in LetterCheck.Faults(sent, verdict, letter.Message))
        {
            tally.Failed(sent, fault);
        }

        tally.Settled(sent, verdict.Reason);
    }

    private void CheckRow(Sent sent, ILookup<string, byte[]> versions)
    {
        if (sent.Specimen.Verdict is not Stored stored)
        {
            if (versions.Contains(sent.Specimen.Uid))
            {
                tally.Failed(sent, "it is among the dead letters and in the table");
            }

            return;
        }

        Versions++;
        tally.Settled(sent, "stored");
        var times = versions[stored.OrderUid].Count(document => document.AsSpan().SequenceEqual(stored.Document.Span));
        if (times != 1)
        {
            tally.Failed(sent, $"its document has to be in the table once and is there {times} times");
        }
    }

    private static bool Behind(IReadOnlyDictionary<int, long> progress, Dictionary<int, long> ends) =>
        ends.All(end => progress.TryGetValue(end.Key, out var next) && next >= end.Value);

    private static async Task UntilAsync(Func<Task<bool>> holds, string otherwise, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"After {Patience.TotalSeconds} s {otherwise}.");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }
}
