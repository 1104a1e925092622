using Bogus;

namespace Orders.Producer.Generation;

/// <summary>The shoppers and products that orders are made of. Made once: Bogus is rich but slow, and real shops see people again.</summary>
internal sealed class Catalogue
{
    private const int ShoppersPerMarket = 200;
    private const int ProductsPerMarket = 300;

    private static readonly string[] Sizes = ["0", "XS", "S", "M", "L", "XL", "38", "40", "42", "44"];
    private static readonly string[] MailHosts = ["example.com", "example.net", "example.org"];

    private readonly Dictionary<Market, Product[]> _products = [];
    private readonly List<Shopper> _shoppers = [];

    public Catalogue(int seed)
    {
        foreach (var market in Market.All)
        {
            var faker = new Faker(market.BogusLocale) { Random = new Randomizer(seed) };
            _products[market] = [.. Enumerable.Range(0, ProductsPerMarket).Select(_ => MakeProduct(faker, market))];
            _shoppers.AddRange(Enumerable.Range(0, ShoppersPerMarket).Select(_ => MakeShopper(faker, market)));
        }
    }

    public IReadOnlyList<Shopper> Shoppers => _shoppers;

    public IReadOnlyList<Product> ProductsOf(Market market) => _products[market];

    private static Shopper MakeShopper(Faker faker, Market market)
    {
        var first = faker.Name.FirstName();
        var last = faker.Name.LastName();
        var customer = $"{faker.Random.AlphaNumeric(12)}";
        return new Shopper(customer, new()
        {
            Name = $"{first} {last}",
            // A number that starts like no other country's: its first digit after the country code is 5 to 9.
            Phone = $"{market.PhonePrefix}{faker.Random.Int(5, 9)}{faker.Random.ReplaceNumbers(new string('#', market.PhoneDigits - 1))}",
            Zip = faker.Address.ZipCode(),
            City = faker.Address.City(),
            Address = faker.Address.StreetAddress(),
            Region = faker.Address.State(),
            Email = $"{MailName(faker.Internet.UserName(first, last))}{faker.Random.Int(1, 999)}@{faker.PickRandom(MailHosts)}"
        }, market);
    }

    // Bogus leaves dots where it cannot transliterate, and an address must not begin with one.
    private static string MailName(string userName) => string.Concat(userName.Where(char.IsAsciiLetterOrDigit));

    private static Product MakeProduct(Faker faker, Market market)
    {
        // Prices of shops spread like this: many small ones and a long tail.
        var dollars = Math.Exp(3 + (0.9 * Gauss(faker.Random)));
        return new Product(
            faker.Commerce.ProductName(),
            faker.Company.CompanyName(),
            faker.PickRandom(Sizes),
            Math.Max(1, (long)(dollars * market.PriceLevel)),
            faker.Random.Long(1_000_000, 9_999_999),
            faker.Random.Long(1_000_000, 99_999_999));
    }

    private static double Gauss(Randomizer random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.Double())) * Math.Cos(2 * Math.PI * random.Double());
}
