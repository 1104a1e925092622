namespace Orders.Tests.Browser;

/// <summary>Who looks at the page, and on what.</summary>
internal sealed record Reader(string Language = "ru", int Width = 1280, int Height = 900, bool IsDark = false, bool WantsRest = false)
{
    public static Reader OnDesktop { get; } = new();

    public static Reader OnPhone { get; } = new(Width: 390, Height: 844);

    public static Reader English { get; } = new("en");

    public static Reader Of(string device, string language, bool dark = false) =>
        (device == "phone" ? OnPhone : OnDesktop) with { Language = language, IsDark = dark };
}
