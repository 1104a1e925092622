using System.Globalization;

using Orders.Chaos.Messages.Making;
using Orders.Chaos.Messages.Sending;

namespace Orders.Chaos.Messages.Reporting;

/// <summary>What was sent, what became of it, and every disagreement.</summary>
internal sealed class Tally(TextWriter output)
{
    /// <summary>More of them would say nothing new.</summary>
    private const int MostPrinted = 50;
    private const int MostBytesPrinted = 3_000;

    private readonly SortedDictionary<string, SortedDictionary<string, long>> _outcomes = new(StringComparer.Ordinal);

    public long Messages { get; private set; }

    public long Failures { get; private set; }

    public void Settled(Sent sent, string outcome)
    {
        Messages++;
        if (!_outcomes.TryGetValue(sent.Specimen.Kind, out var outcomes))
        {
            _outcomes.Add(sent.Specimen.Kind, outcomes = new(StringComparer.Ordinal));
        }

        outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
    }

    public void Failed(Sent sent, string why)
    {
        Failed($"message {sent.Specimen.Number} ({sent.Specimen.Kind}) at {sent.Partition}:{sent.Offset}: {why}\n    verdict: {SpecimenMaker.Words(sent.Specimen.Verdict)}");
        if (sent.Specimen.Value is { Length: <= MostBytesPrinted } value && Failures <= MostPrinted)
        {
            output.WriteLine($"    value (base64): {Convert.ToBase64String(value)}");
        }
    }

    public void Failed(string why)
    {
        if (++Failures <= MostPrinted)
        {
            output.WriteLine($"WRONG: {why}");
        }
    }

    public string Line() => string.Create(CultureInfo.InvariantCulture,
        $"{Messages:N0} messages: {string.Join(", ", Totals().Select(total => string.Create(CultureInfo.InvariantCulture, $"{total.Count:N0} {total.Outcome}")))}; {Failures} wrong");

    public void WriteTable()
    {
        var columns = Totals().Select(total => total.Outcome).ToList();
        output.WriteLine($"{"",-42}{string.Concat(columns.Select(column => $"{column,22}"))}");
        foreach (var (kind, outcomes) in _outcomes)
        {
            output.WriteLine($"{kind,-42}{string.Concat(columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"{outcomes.GetValueOrDefault(column),22:N0}")))}");
        }
    }

    private IEnumerable<(string Outcome, long Count)> Totals() => _outcomes.Values
        .SelectMany(outcomes => outcomes).GroupBy(outcome => outcome.Key, outcome => outcome.Value, StringComparer.Ordinal)
        .Select(outcome => (outcome.Key, outcome.Sum())).OrderByDescending(total => total.Item2);
}
