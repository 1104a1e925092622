namespace Orders.Chaos.Messages.Judging;

/// <summary>ISO 4217 by kinds of money, written down apart from the services' list so that neither repeats a slip of the other.</summary>
internal static class IsoCurrencies
{
    private static readonly string[] Europe = "ALL BAM BYN CHF CZK DKK EUR GBP GIP HUF ISK MDL MKD NOK PLN RON RSD RUB SEK TRY UAH".Split(' ');

    private static readonly string[] Asia =
        ("AED AFN AMD AZN BDT BHD BND BTN CNY GEL HKD IDR ILS INR IQD IRR JOD JPY KGS KHR KPW KRW KWD KZT LAK LBP LKR MMK MNT MOP MVR MYR "
        + "NPR OMR PHP PKR QAR SAR SGD SYP THB TJS TMT TWD UZS VND YER").Split(' ');

    private static readonly string[] Africa =
        ("AOA BIF BWP CDF CVE DJF DZD EGP ERN ETB GHS GMD GNF KES KMF LRD LSL LYD MAD MGA MRU MUR MWK MZN NAD NGN RWF SCR SDG SHP SLE SOS SSP STN "
        + "SZL TND TZS UGX XAF XOF ZAR ZMW ZWG").Split(' ');

    private static readonly string[] AmericasAndOceania =
        ("ARS AUD AWG BBD BMD BOB BRL BSD BZD CAD CLP COP CRC CUP DOP FJD FKP GTQ GYD HNL HTG JMD KYD MXN NIO NZD PAB PEN PGK PYG SBD SRD SVC TOP "
        + "TTD USD UYU VES VUV WST XCD XCG XPF").Split(' ');

    /// <summary>Units of account, metals, baskets, test codes, and the lev, whose orders of 2025 are still updated.</summary>
    private static readonly string[] Others =
        "BGN BOV CHE CHW CLF COU MXV USN UYI UYW VED XAD XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".Split(' ');

    private static readonly HashSet<string> All = [.. Europe, .. Asia, .. Africa, .. AmericasAndOceania, .. Others];

    public static bool Has(string code) => All.Contains(code);
}
