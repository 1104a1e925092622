using Orders.Ingestor.Batching;

namespace Orders.Ingestor.Storing;

/// <summary>
/// At most one change of each order, sorted by <c>order_uid</c>: rows are locked in the same order by everyone, so writers cannot
/// deadlock, and no statement meets the same key twice.
/// </summary>
internal sealed class Round
{
    private readonly SortedDictionary<string, IngestMessage> _messages = new(StringComparer.Ordinal);

    public IngestMessage this[string orderUid] => _messages[orderUid];

    public bool TryAdd(IngestMessage message) => _messages.TryAdd(message.Accepted!.Order.OrderUid, message);

    public T[] Column<T>(Func<IngestMessage, T> value)
    {
        var column = new T[_messages.Count];
        var row = 0;
        foreach (var message in _messages.Values)
        {
            column[row++] = value(message);
        }

        return column;
    }
}

/// <summary>
/// A batch in rounds: the first change of each order, then the second of those that have one, and so on. Each round is one
/// upsert, so every version passes through the table and leaves its trace in the history.
/// </summary>
internal static class Rounds
{
    public static IReadOnlyList<Round> Of(IReadOnlyList<IngestMessage> messages)
    {
        var rounds = new List<Round>();
        var changes = new Dictionary<string, int>(messages.Count, StringComparer.Ordinal);
        foreach (var message in messages)
        {
            if (message.Accepted is not { } accepted)
            {
                continue;
            }

            var round = changes.GetValueOrDefault(accepted.Order.OrderUid);
            changes[accepted.Order.OrderUid] = round + 1;
            if (round == rounds.Count)
            {
                rounds.Add(new Round());
            }

            rounds[round].TryAdd(message);
        }

        return rounds;
    }
}
