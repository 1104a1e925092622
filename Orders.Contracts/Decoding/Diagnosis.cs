using System.Text.Json;
using Orders.Contracts.Validation;

namespace Orders.Contracts.Decoding;

/// <summary>Finds everything that is wrong with a message that is known to be bad.</summary>
internal static class Diagnosis
{
    public static Rejected Of(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> document, DateTimeOffset now)
    {
        var faults = new FaultList();
        if (IsJson(message.Span, document.Span, faults))
        {
            using var json = JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth });
            Examine(json.RootElement, now, faults);
        }

        if (faults.Faults.Count == 0)
        {
            // The two ways of reading disagree, which tests rule out. A rejected message is kept among the dead letters; an exception here would stop its partition.
            faults.AddUnreadable(MemberPath.Document, FaultCodes.InvalidJson, "must be an order");
        }

        return new Rejected(faults.Reason, faults.Faults);
    }

    // Where the text is broken nothing behind the break can be trusted: one fault, with the place in the message as it came.
    private static bool IsJson(ReadOnlySpan<byte> message, ReadOnlySpan<byte> document, FaultList faults)
    {
        var invalid = JsonText.FirstInvalidUtf8(message);
        if (invalid >= 0)
        {
            faults.AddUnreadable(MemberPath.Document, FaultCodes.InvalidUtf8, $"must be UTF-8; byte {invalid} of the message is not");
            return false;
        }

        if (document.IsEmpty)
        {
            faults.AddUnreadable(MemberPath.Document, FaultCodes.InvalidJson, "must be a JSON document; the message is empty");
            return false;
        }

        var error = JsonText.FindSyntaxError(document, out var offset);
        if (error is null)
        {
            return true;
        }

        message.Overlaps(document, out var start);
        faults.AddUnreadable(MemberPath.Document, error, error == FaultCodes.TooDeep
            ? $"must not nest more than {JsonText.MaxDepth} levels; byte {start + offset} of the message does"
            : $"must be one JSON document; byte {start + offset} of the message breaks it");
        return false;
    }

    private static void Examine(JsonElement document, DateTimeOffset now, FaultList faults)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            faults.AddUnreadable(MemberPath.Document, FaultCodes.WrongType, "must be an object");
            return;
        }

        var draft = OrderDraft.Read(document, faults);
        foreach (var fault in OrderValidator.FaultsOf(draft, now))
        {
            faults.AddRuleFault(fault);
        }
    }
}
