namespace Orders.Producer.Generation;

/// <summary>Where a shopper lives: language, money, numbering.</summary>
/// <param name="BogusLocale">The name of the language's data in Bogus.</param>
/// <param name="Locale">The language tag that orders carry.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="PriceLevel">What a thing for one dollar costs here.</param>
/// <param name="PhonePrefix">Country code with its plus.</param>
/// <param name="PhoneDigits">Digits after the country code.</param>
/// <param name="Entry">The warehouse system that takes the order in.</param>
internal sealed record Market(string BogusLocale, string Locale, string Currency, double PriceLevel, string PhonePrefix, int PhoneDigits, string Entry)
{
    public static IReadOnlyList<Market> All { get; } =
    [
        new("ru", "ru", "RUB", 80, "+7", 10, "WBRU"),
        new("en_US", "en", "USD", 1, "+1", 10, "WBIL"),
        new("en_GB", "en-GB", "GBP", 0.8, "+44", 10, "WBEU"),
        new("de", "de", "EUR", 0.9, "+49", 10, "WBEU"),
        new("fr", "fr", "EUR", 0.9, "+33", 9, "WBEU"),
        new("es", "es", "EUR", 0.9, "+34", 9, "WBEU"),
        new("pl", "pl", "PLN", 4, "+48", 9, "WBEU"),
        new("tr", "tr", "TRY", 35, "+90", 10, "WBTR"),
        new("pt_BR", "pt-BR", "BRL", 5.5, "+55", 11, "WBSA"),
        new("ja", "ja", "JPY", 150, "+81", 10, "WBAS")
    ];
}
