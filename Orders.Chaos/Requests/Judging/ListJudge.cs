using System.Text;
using System.Text.Json;

using Orders.Chaos.Requests.Knowing;
using Orders.Chaos.Requests.Making;

namespace Orders.Chaos.Requests.Judging;

/// <summary>Lists are for operators, and hold what is there.</summary>
internal static class ListJudge
{
    public static string? HistoryFault(JsonElement history, Expected expected, DocumentJudge documents)
    {
        if (!expected.ForOperator)
        {
            return "shows a history to a stranger";
        }

        var above = long.MaxValue;
        foreach (var entry in history.EnumerateArray())
        {
            var version = entry.GetProperty("version").GetInt64();
            if (version >= above)
            {
                return "is a history in another order than newest first";
            }

            above = version;
            if (documents.TextFault(Encoding.UTF8.GetBytes(entry.GetProperty("document").GetRawText()), version, expected, isMasked: null) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    public static string? ItemsFault(JsonElement items, Expected expected, KnownData known)
    {
        if (!expected.ForOperator)
        {
            return "shows a list to a stranger";
        }

        foreach (var item in items.EnumerateArray())
        {
            if (item.TryGetProperty("order_uid", out var uid))
            {
                if (!known.IsKnown(uid.GetString()!) || Tells(item.GetRawText()))
                {
                    return $"lists what is no order: {uid}";
                }
            }
            else if (LetterFault(item, known) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    // The payload is the message as it was; around it nobody is named.
    private static string? LetterFault(JsonElement letter, KnownData known)
    {
        if (letter.EnumerateObject().Any(member => !member.Name.StartsWith("payload", StringComparison.Ordinal) && Tells(member.Value.GetRawText())))
        {
            return "has personal data beside the payload of a dead letter";
        }

        // Without one it is masked.
        if (letter.TryGetProperty("payload", out var text) && text.ValueKind == JsonValueKind.String)
        {
            return known.IsPayload(text.GetString()!) ? null : "shows a payload that nobody sent";
        }

        return letter.TryGetProperty("payload_base64", out var bytes) && !known.IsPayload(Encoding.UTF8.GetString(bytes.GetBytesFromBase64()))
            ? "shows a payload that nobody sent"
            : null;
    }

    private static bool Tells(string text) => Person.Traces.Any(trace => text.Contains(trace, StringComparison.OrdinalIgnoreCase));
}
