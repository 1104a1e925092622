namespace Orders.Chaos.Messages.Judging;

/// <summary>What is wrong with a text that is no JSON document, as a fault code.</summary>
internal sealed class NotJsonException(string code) : Exception(code)
{
    public string Code => Message;

    public static NotJsonException Syntax() => new("invalid_json");
}
