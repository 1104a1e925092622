using System.Globalization;

namespace Orders.Chaos.Requests.Knowing;

/// <summary>Who ordered, made up so that no other text holds a part of it by chance.</summary>
internal sealed record Person(string Name, string Phone, string Email, string Address, string Zip)
{
    /// <summary>One of them is in each personal member; text is compared without regard to case.</summary>
    public static readonly IReadOnlyList<string> Traces = ["zq7person", "+7999555"];

    public static Person Number(int number) => new(
        Text($"Zq7person Nomen{number}"),
        Text($"+7999555{number % 10_000:0000}"),
        Text($"zq7person{number}@mail.example"),
        Text($"Zq7person Lane {number}"),
        Text($"ZQ7PERSON{number}"));

    /// <summary>What the API may show of this person to a stranger. Written down here once more, so that a mistake in the API is not made here too.</summary>
    public Person Masked => new("Z***", string.Concat("+7***", Phone.AsSpan(Phone.Length - 2)), "z***@***", "***", "***");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
