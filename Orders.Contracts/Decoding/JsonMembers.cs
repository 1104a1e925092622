using System.Text.Json;
using Orders.Contracts.Validation;

namespace Orders.Contracts.Decoding;

/// <summary>
/// Takes the members of one JSON object as the model wants them and notes every one that is not so.
/// What cannot be read is null (or zero) in the result and marked as broken.
/// </summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly FaultList _faults;

    public JsonMembers(JsonElement element, string path, FaultList faults)
    {
        _path = path;
        _faults = faults;
        foreach (var property in element.EnumerateObject())
        {
            if (ForeignJson.TryName(property, path, faults, out var name) && !_left.TryAdd(name, property.Value))
            {
                // The last one stands, as with most parsers, so that its own faults are seen as well.
                ForeignJson.ReportDuplicate(path, name, faults);
                _left[name] = property.Value;
            }
        }
    }

    public string Text(string name)
    {
        if (!TryTake(name, JsonValueKind.String, "a string", out var value))
        {
            return null!;
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Unreadable(name, FaultCodes.InvalidText, "must not hold half of a surrogate pair");
            return null!;
        }
    }

    public long Integer(string name)
    {
        if (!TryTake(name, JsonValueKind.Number, "a whole number", out var value))
        {
            return 0;
        }

        if (value.TryGetInt64(out var number))
        {
            return number;
        }

        if (value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'))
        {
            Unreadable(name, FaultCodes.NotAnInteger, "must be a whole number written without a fraction or an exponent");
        }
        else
        {
            Unreadable(name, FaultCodes.IntegerOutOfRange, "must be a whole number that fits into 64 bits");
        }

        return 0;
    }

    public T Object<T>(string name, Func<JsonMembers, T> read) =>
        TryTake(name, JsonValueKind.Object, "an object", out var value) ? Read(value, MemberPath.Of(_path, name), read) : default!;

    /// <summary>Every object of the array; the others, and those after the first <paramref name="most"/>, are null.</summary>
    public IReadOnlyList<T> Objects<T>(string name, int most, Func<JsonMembers, T> read)
    {
        if (!TryTake(name, JsonValueKind.Array, "an array of objects", out var array))
        {
            return null!;
        }

        var path = MemberPath.Of(_path, name);
        var objects = new List<T>(Math.Min(array.GetArrayLength(), most));
        foreach (var element in array.EnumerateArray())
        {
            var index = objects.Count;
            var one = Has(element, MemberPath.Of(path, index), JsonValueKind.Object, "an object")
                ? Read(element, MemberPath.Of(path, index), read)
                : default;
            objects.Add(index < most ? one! : default!);
        }

        return objects;
    }

    private T Read<T>(JsonElement element, string path, Func<JsonMembers, T> read)
    {
        var members = new JsonMembers(element, path, _faults);
        var result = read(members);
        members.CheckTheRest();
        return result;
    }

    /// <summary>The members that nobody took are unknown to the model and welcome, but not twice.</summary>
    public void CheckTheRest()
    {
        foreach (var (name, value) in _left)
        {
            ForeignJson.Check(value, MemberPath.OfForeign(_path, name), _faults);
        }
    }

    private bool TryTake(string name, JsonValueKind kind, string expected, out JsonElement value)
    {
        if (_left.Remove(name, out value))
        {
            return value.ValueKind == kind || Has(value, MemberPath.Of(_path, name), kind, expected);
        }

        if (!_faults.IsFull)
        {
            var path = MemberPath.Of(_path, name);
            _faults.Add(new Fault(path, FaultCodes.Missing, $"must be there: {expected}"));
            _faults.MarkBroken(path);
        }

        return false;
    }

    private bool Has(JsonElement value, string path, JsonValueKind kind, string expected)
    {
        if (value.ValueKind == kind)
        {
            return true;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            _faults.Add(new Fault(path, FaultCodes.Null, $"must not be null but {expected}"));
        }
        else
        {
            _faults.AddUnreadable(path, FaultCodes.WrongType, $"must be {expected}");
        }

        _faults.MarkBroken(path);
        return false;
    }

    private void Unreadable(string name, string code, string message)
    {
        var path = MemberPath.Of(_path, name);
        _faults.AddUnreadable(path, code, message);
        _faults.MarkBroken(path);
    }
}
