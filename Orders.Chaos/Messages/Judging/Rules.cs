using System.Globalization;

namespace Orders.Chaos.Messages.Judging;

/// <summary>The contract's rules, one after the other. A rule speaks only about members that could be read.</summary>
internal sealed class Rules(FaultSheet sheet, DateTimeOffset now)
{
    private const int MostItems = 1_000;
    private const int OrderText = 64;
    private const int DeliveryText = 200;

    public void Check()
    {
        Text("order_uid", Formats.IsOrderUid, "invalid_order_uid");
        ShortText(OrderText, "track_number", "entry", "customer_id", "delivery_service");
        Text("locale", Formats.IsLanguageTag, "invalid_locale");
        NotNegative("sm_id");
        CheckDate();

        ShortText(DeliveryText, "delivery.name", "delivery.phone", "delivery.zip", "delivery.city", "delivery.address", "delivery.region", "delivery.email");
        Text("delivery.phone", Formats.IsPhone, "invalid_phone");
        Text("delivery.email", Formats.IsEmail, "invalid_email");

        NotBlank("payment.transaction", "payment.provider", "payment.bank");
        Text("payment.currency", IsoCurrencies.Has, "invalid_currency");
        NotNegative("payment.amount", "payment.delivery_cost", "payment.goods_total", "payment.custom_fee");
        CheckPaymentDate();
        CheckAmount();
        CheckItems();
    }

    private void CheckDate()
    {
        if (sheet.Text("date_created") is not { } text)
        {
            return;
        }

        if (Dates.TryParse(text, out var seconds) is false)
        {
            sheet.Add("date_created", "invalid_date");
        }
        else if (seconds > LatestSecond)
        {
            sheet.Add("date_created", "in_future");
        }
    }

    private long LatestSecond => now.ToUnixTimeSeconds() + 86_400;

    private void CheckPaymentDate()
    {
        Number("payment.payment_dt", seconds => seconds >= Dates.FirstSecond, "invalid_unix_time");
        Number("payment.payment_dt", seconds => seconds <= LatestSecond, "in_future");
    }

    private void CheckAmount()
    {
        if (sheet.Number("payment.amount") is { } amount && sheet.Number("payment.goods_total") is { } goods
            && sheet.Number("payment.delivery_cost") is { } delivery && sheet.Number("payment.custom_fee") is { } customs
            && amount != (decimal)goods + delivery + customs)
        {
            sheet.Add("payment.amount", "amount_mismatch");
        }
    }

    private void CheckItems()
    {
        if (sheet.Items is not { } count)
        {
            return;
        }

        if (count is 0 or > MostItems)
        {
            sheet.Add("items", count == 0 ? "no_items" : "too_many_items");
        }

        var rids = new HashSet<string>(StringComparer.Ordinal);
        decimal? sum = 0;
        for (var i = 0; i < Math.Min(count, MostItems); i++)
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"items[{i}]");
            CheckItem(item);
            if (sheet.Text($"{item}.rid") is { } rid && !rids.Add(rid))
            {
                sheet.Add($"{item}.rid", "duplicate_rid");
            }

            sum += sheet.Number($"{item}.total_price");
        }

        if (count <= MostItems && sum is not null && sheet.Number("payment.goods_total") is { } goods && goods != sum)
        {
            sheet.Add("payment.goods_total", "goods_total_mismatch");
        }
    }

    private void CheckItem(string item)
    {
        Number($"{item}.chrt_id", id => id > 0, "not_positive");
        Number($"{item}.nm_id", id => id > 0, "not_positive");
        NotNegative($"{item}.price", $"{item}.total_price", $"{item}.status");
        Number($"{item}.sale", sale => sale is >= 0 and <= 100, "out_of_range");
        NotBlank($"{item}.rid", $"{item}.name", $"{item}.brand", $"{item}.track_number");
    }

    private void ShortText(int characters, params ReadOnlySpan<string> paths)
    {
        NotBlank(paths);
        foreach (var path in paths)
        {
            Text(path, text => Formats.Characters(text) <= characters, "too_long");
        }
    }

    private void NotBlank(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            Text(path, text => !Formats.IsBlank(text), "blank");
        }
    }

    private void NotNegative(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            Number(path, number => number >= 0, "negative");
        }
    }

    private void Text(string path, Func<string, bool> holds, string code)
    {
        if (sheet.Text(path) is { } text && !holds(text))
        {
            sheet.Add(path, code);
        }
    }

    private void Number(string path, Func<long, bool> holds, string code)
    {
        if (sheet.Number(path) is { } number && !holds(number))
        {
            sheet.Add(path, code);
        }
    }
}
