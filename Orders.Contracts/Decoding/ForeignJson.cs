using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Orders.Contracts.Validation;

namespace Orders.Contracts.Decoding;

/// <summary>JSON that the model does not know: anything goes, except a member twice and a name that is not text.</summary>
internal static class ForeignJson
{
    // The depth of the recursion is the depth of the document, which is bounded before.
    public static void Check(JsonElement value, string path, FaultList faults)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in value.EnumerateObject())
            {
                if (!TryName(property, path, faults, out var name))
                {
                    continue;
                }

                if (!names.Add(name))
                {
                    ReportDuplicate(path, name, faults);
                }

                if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    Check(property.Value, MemberPath.OfForeign(path, name), faults);
                }
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var element in value.EnumerateArray())
            {
                if (element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    Check(element, MemberPath.Of(path, index), faults);
                }

                index++;
            }
        }
    }

    public static bool TryName(JsonProperty property, string path, FaultList faults, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            faults.AddUnreadable(MemberPath.Of(path, "?"), FaultCodes.InvalidText, "must not have half of a surrogate pair in its name");
            name = null;
            return false;
        }
    }

    public static void ReportDuplicate(string path, string name, FaultList faults) =>
        faults.AddUnreadable(MemberPath.OfForeign(path, name), FaultCodes.DuplicateMember, "must be there only once");
}
