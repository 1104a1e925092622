namespace Orders.Contracts.Validation;

internal static class Phone
{
    /// <summary>7 to 15 digits (E.164's most), with or without a plus before them; no spaces, no brackets.</summary>
    public static bool IsValid(string text)
    {
        var digits = text.AsSpan(text.StartsWith('+') ? 1 : 0);
        return digits.Length is >= 7 and <= 15 && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
