namespace Orders.Contracts.Validation;

internal static class Text
{
    public static bool IsNotBlank(string text) => !string.IsNullOrWhiteSpace(text);

    /// <summary>Lengths count characters as people do not see them split: an emoji outside the basic plane is one, not two.</summary>
    public static bool IsAtMost(string text, int characters) =>
        text.Length <= characters || CountCodePoints(text) <= characters;

    private static int CountCodePoints(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
