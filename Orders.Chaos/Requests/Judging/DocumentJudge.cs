using System.Globalization;
using System.Text;
using System.Text.Json;

using Orders.Chaos.Requests.Knowing;
using Orders.Chaos.Requests.Making;
using Orders.Chaos.Requests.Sending;

namespace Orders.Chaos.Requests.Judging;

/// <summary>Of orders an answer shows the one that was asked for, byte for byte and as far as the caller may see it, and nothing else.</summary>
internal sealed class DocumentJudge(KnownData known)
{
    public IEnumerable<string> Faults(Answer answer, Expected expected)
    {
        if (answer.Headers.Any(header => Tells(header.Value)))
        {
            yield return "has personal data in its headers";
        }

        if (answer.Status == 304 && (expected.Uid is null || Version(answer["ETag"]) is not { } version || !IsVersion(expected.Uid, version)))
        {
            // A file of the page, or the description, has a tag of its own kind.
            if (answer["X-Cache"] is not null)
            {
                yield return $"confirms a version that is not there: {answer["ETag"]}";
            }
        }

        if (answer.Body.Length == 0)
        {
            yield break;
        }

        var isJudged = false;
        if (answer.Status == 200 && IsData(answer) && Fault(answer, expected, out isJudged) is { } fault)
        {
            yield return fault;
        }

        if (!isJudged && Tells(Encoding.UTF8.GetString(answer.Body)))
        {
            yield return "has personal data in it";
        }
    }

    private static bool IsData(Answer answer) => answer.IsOpen || answer["Content-Type"]?.StartsWith("application/json", StringComparison.Ordinal) == true;

    private static bool Tells(string text) => Person.Traces.Any(trace => text.Contains(trace, StringComparison.OrdinalIgnoreCase));

    private bool IsVersion(string uid, long version) =>
        uid == BrokenRequests.AnyUid ? known.ByUid.Values.Any(order => order.Version(version) is not null) : known.Texts(uid, version).Any();

    /// <param name="isJudged">False when it shows no order, list or history.</param>
    private string? Fault(Answer answer, Expected expected, out bool isJudged)
    {
        isJudged = true;
        if (answer.IsOpen)
        {
            return EventFault(Encoding.UTF8.GetString(answer.Body), expected);
        }

        JsonDocument body;
        try
        {
            body = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return "is no JSON";
        }

        using (body)
        {
            var root = body.RootElement;
            if (root.ValueKind == JsonValueKind.Array)
            {
                return ListJudge.HistoryFault(root, expected, this);
            }

            if (root.TryGetProperty("order_uid", out _))
            {
                return Version(answer["ETag"]) is { } version && answer["X-Cache"] is "hit" or "miss"
                    ? TextFault(answer.Body, version, expected, isMasked: answer["X-Masked"] == "true")
                    : $"is an order with the tag {answer["ETag"]}, {answer["X-Cache"]}";
            }

            if (root.TryGetProperty("items", out var items))
            {
                return ListJudge.ItemsFault(items, expected, known);
            }

            isJudged = false;
            return root.TryGetProperty("series", out _) && !expected.ForOperator ? "shows the operations to a stranger" : null;
        }
    }

    private string? EventFault(string text, Expected expected)
    {
        foreach (var block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(block => block != ":"))
        {
            if (block.Split('\n') is not ["event: order", var id, var data]
                || !long.TryParse(id.AsSpan("id: ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                || !data.StartsWith("data: ", StringComparison.Ordinal))
            {
                return "is no event of an order";
            }

            if (TextFault(Encoding.UTF8.GetBytes(data["data: ".Length..]), version, expected, isMasked: null) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <param name="isMasked">What the answer says of itself, where it does.</param>
    internal string? TextFault(ReadOnlySpan<byte> document, long version, Expected expected, bool? isMasked)
    {
        if (expected.Uid is null)
        {
            return "shows an order that nobody asked for";
        }

        var candidates = expected.Uid == BrokenRequests.AnyUid
            ? known.ByUid.Values.Select(order => order.Version(version)).OfType<OrderText>()
            : known.Texts(expected.Uid, version);
        foreach (var text in candidates)
        {
            if ((expected.Masked != true && isMasked != true && document.SequenceEqual(text.Full))
                || (expected.Masked != false && isMasked != false && document.SequenceEqual(text.Masked)))
            {
                return null;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"is not version {version} of {expected.Uid}{(expected.Masked == true ? ", masked" : "")}: {Beginning(document)}");
    }

    private static string Beginning(ReadOnlySpan<byte> document) => Encoding.UTF8.GetString(document[..Math.Min(40, document.Length)]);

    private static long? Version(string? tag) =>
        tag is ['"', .. var inner, '"'] && long.TryParse(inner.Replace("-masked", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
