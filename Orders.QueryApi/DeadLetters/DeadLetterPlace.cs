using Orders.QueryApi.Answering;

namespace Orders.QueryApi.DeadLetters;

/// <summary>
/// A cursor over the dead letters: below which offset each partition goes on. What arrives meanwhile is above, and a partition that is not
/// in it is finished or younger than the first page, so going on shows everything that was there exactly once.
/// </summary>
internal static class DeadLetterPlace
{
    public static string ToCursor(string? reason, IReadOnlyDictionary<int, long> place)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var (partition, below) in place.OrderBy(pair => pair.Key))
        {
            writer.Write7BitEncodedInt(partition);
            writer.Write7BitEncodedInt64(below);
        }

        return CursorText.Encode(List(reason), bytes.ToArray());
    }

    /// <returns>Null when this is no cursor of that list.</returns>
    public static IReadOnlyDictionary<int, long>? OfCursor(string? reason, string text)
    {
        if (CursorText.Decode(List(reason), text) is not { Length: > 0 } bytes)
        {
            return null;
        }

        var place = new Dictionary<int, long>();
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream);
        try
        {
            while (stream.Position < bytes.Length)
            {
                if (reader.Read7BitEncodedInt() is not (>= 0 and var partition)
                    || reader.Read7BitEncodedInt64() is not (> 0 and var below)
                    || !place.TryAdd(partition, below))
                {
                    return null;
                }
            }
        }
        catch (Exception malformed) when (malformed is EndOfStreamException or FormatException)
        {
            return null;
        }

        return place;
    }

    private static string List(string? reason) => CursorText.List("dead-letters", reason);
}
