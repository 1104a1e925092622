using Orders.Ingestor.Batching;

namespace Orders.Ingestor.Storing;

/// <summary>
/// At most one change of each order, sorted by <c>order_uid</c>: rows are locked in the same order by everyone, so writers cannot
/// deadlock, and no statement meets the same key twice.
/// </summary>
/// <param name="messages">Sorted, accepted, each of another order.</param>
internal sealed class Round(IReadOnlyList<IngestMessage> messages)
{
    public IReadOnlyList<IngestMessage> Messages => messages;

    /// <exception cref="KeyNotFoundException">The round has no message of that order.</exception>
    public IngestMessage this[string orderUid]
    {
        get
        {
            for (var (first, last) = (0, messages.Count - 1); first <= last;)
            {
                var middle = (first + last) / 2;
                var order = string.CompareOrdinal(messages[middle].Row!.OrderUid, orderUid);
                if (order == 0)
                {
                    return messages[middle];
                }

                (first, last) = order < 0 ? (middle + 1, last) : (first, middle - 1);
            }

            throw new KeyNotFoundException($"There is no order {orderUid} in this round.");
        }
    }

    public T[] Column<T>(Func<OrderRow, T> value)
    {
        var column = new T[messages.Count];
        for (var row = 0; row < column.Length; row++)
        {
            column[row] = value(messages[row].Row!);
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
    /// <param name="messages">In the order in which an order's changes are to be applied. The rejected ones are in no round.</param>
    public static IReadOnlyList<Round> Of(IReadOnlyList<IngestMessage> messages)
    {
        var rounds = new List<List<IngestMessage>>();
        var previous = (OrderUid: "", Round: 0);

        // OrderBy keeps the order of those that are equal.
        foreach (var message in messages.Where(message => message.Row is not null).OrderBy(message => message.Row!.OrderUid, StringComparer.Ordinal))
        {
            var uid = message.Row!.OrderUid;
            previous = (uid, uid == previous.OrderUid ? previous.Round + 1 : 0);
            if (previous.Round == rounds.Count)
            {
                rounds.Add(new List<IngestMessage>(rounds.Count == 0 ? messages.Count : 0));
            }

            rounds[previous.Round].Add(message);
        }

        return rounds.ConvertAll(round => new Round(round));
    }
}
