using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Numbers at their limits, and other ways to write them.</summary>
internal static class NumberSpoilers
{
    private const string Int64Max = "9223372036854775807";
    private const string Int64Min = "-9223372036854775808";

    private static readonly string[] Free = ["sm_id", "items[0].chrt_id", "items[0].nm_id", "items[0].price", "items[0].status"];

    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("largest number", 80, draft => Put(draft, Any(draft), Int64Max, "stored")),
        new("number beyond 64 bits", 100, draft => PutBad(draft, "integer_out_of_range",
            "9223372036854775808", "-9223372036854775809", "18446744073709551615", "99999999999999999999", new string('9', 400), $"-{new string('9', 5_000)}")),
        new("number with a fraction or an exponent", 120, draft => PutBad(draft, "not_an_integer",
            "1.0", "1e2", "1E+2", "100e-2", "0.0", "-0.0", "1e400", "-1e-400", "0e0", $"1.{new string('0', 500)}", "1e999999999")),
        new("number that JSON does not have", 120, draft =>
        {
            draft.Order.Set(Any(draft), draft.Random.OneOf("01", "-01", "00", "+1", ".5", "1.", "1e", "1e+", "-", "0x10", "NaN", "Infinity", "-Infinity", "1_000", "1,5", "--1", "١", "1 2"));
            draft.Expected = "$ invalid_json";
        }),
        new("minus zero", 40, draft => Put(draft, draft.Random.OneOf("sm_id", "items[0].status", "items[0].price"), "-0", "stored")),
        new("negative number", 120, draft =>
        {
            var path = Any(draft);
            Put(draft, path, draft.Random.OneOf("-1", Int64Min), path.EndsWith("_id", StringComparison.Ordinal) && path != "sm_id" ? $"{path} not_positive" : $"{path} negative");
        }),
        new("zero", 60, draft =>
        {
            var path = Any(draft);
            Put(draft, path, "0", path.EndsWith("_id", StringComparison.Ordinal) && path != "sm_id" ? $"{path} not_positive" : "stored");
        }),
        new("sale at its limits", 60, draft =>
        {
            var sale = draft.Random.OneOf("-1", "0", "100", "101", Int64Max, Int64Min);
            Put(draft, "items[0].sale", sale, sale is "0" or "100" ? "stored" : "items[0].sale out_of_range");
        }),
        new("amount is wrong", 80, draft => Shift(draft, "payment.amount", "payment.amount amount_mismatch")),
        new("goods_total is wrong", 80, draft =>
        {
            Sums.Set(draft.Order, "payment.goods_total", Sums.Number(draft.Order.At("payment.goods_total")) + 1);
            Shift(draft, "payment.amount", 1, "payment.goods_total goods_total_mismatch");
        }),
        new("sums that overflow 64 bits", 60, draft =>
        {
            draft.Order.Set("payment.delivery_cost", Int64Max);
            draft.Order.Set("payment.custom_fee", Int64Max);
            draft.Order.Set("payment.goods_total", "2");
            draft.Order.Set("payment.amount", "0");
        }),
        new("largest sums", 60, draft =>
        {
            ((Elements)draft.Order.At("items")).List.RemoveRange(1, ((Elements)draft.Order.At("items")).List.Count - 1);
            foreach (var path in (string[])["items[0].total_price", "payment.goods_total", "payment.amount"])
            {
                draft.Order.Set(path, Int64Max);
            }

            draft.Order.Set("payment.delivery_cost", "0");
            draft.Order.Set("payment.custom_fee", "0");
            draft.Expected = "stored";
        }),
    ];

    private static string Any(Draft draft) => draft.Random.OneOf<string>(Free);

    private static void Put(Draft draft, string path, string number, string expected)
    {
        draft.Order.Set(path, number);
        draft.Expected = expected;
    }

    private static void PutBad(Draft draft, string code, params ReadOnlySpan<string> numbers)
    {
        var place = draft.AnyPlace(place => place.Value is Leaf leaf && leaf.ToString() is [>= '0' and <= '9', ..]);
        place.Value = new Leaf(draft.Random.OneOf(numbers));
        draft.Expected = $"{place.Path} {code}";
    }

    private static void Shift(Draft draft, string path, string expected) => Shift(draft, path, draft.Random.OneOf(-1, 1, 1_000), expected);

    private static void Shift(Draft draft, string path, long by, string expected)
    {
        // Never below zero: that would be another fault.
        var number = Sums.Number(draft.Order.At(path));
        Sums.Set(draft.Order, path, number + (number + by < 0 ? 1 : by));
        draft.Expected = expected;
    }
}
