using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Orders.Contracts.Decoding;

/// <summary>
/// Reads an order that is just what the model has: every member once, no other ones. Its answer is yes or "I cannot tell", and takes less than half
/// of the serializer's time (docs/performance.md); the serializer tells about all that this one cannot.
/// </summary>
internal ref struct OrderReader
{
    private Utf8JsonReader _json;

    /// <summary>The rest is not read: it does not matter any more.</summary>
    private bool _gaveUp;

    private OrderReader(ReadOnlySpan<byte> document) => _json = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = JsonText.MaxDepth });

    /// <param name="document">UTF-8.</param>
    public static bool TryRead(ReadOnlySpan<byte> document, [NotNullWhen(true)] out Order? order)
    {
        var reader = new OrderReader(document);
        try
        {
            order = reader.ReadOrder();
            return !reader._gaveUp && !reader._json.Read();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // No JSON, or a string that is no text: half of a surrogate pair.
            order = null;
            return false;
        }
    }

    private Order ReadOrder()
    {
        var members = new ModelMembers(ModelMembers.OfOrder);
        string uid = "", track = "", entry = "", locale = "", signature = "", customer = "", service = "", shardkey = "", created = "", oofShard = "";
        Delivery? delivery = null;
        Payment? payment = null;
        IReadOnlyList<Item> items = [];
        long smId = 0;
        Expect(JsonTokenType.StartObject);
        while (MoveNext(ref members))
        {
            switch (members.Current)
            {
                case 0: uid = ReadText(); break;
                case 1: track = ReadText(); break;
                case 2: entry = ReadText(); break;
                case 3: delivery = ReadDelivery(); break;
                case 4: payment = ReadPayment(); break;
                case 5: items = ReadItems(); break;
                case 6: locale = ReadText(); break;
                case 7: signature = ReadText(); break;
                case 8: customer = ReadText(); break;
                case 9: service = ReadText(); break;
                case 10: shardkey = ReadText(); break;
                case 11: smId = ReadInteger(); break;
                case 12: created = ReadText(); break;
                case 13: oofShard = ReadText(); break;
            }
        }

        return new()
        {
            OrderUid = uid, TrackNumber = track, Entry = entry, Delivery = delivery!, Payment = payment!, Items = items, Locale = locale,
            InternalSignature = signature, CustomerId = customer, DeliveryService = service, Shardkey = shardkey, SmId = smId, DateCreated = created,
            OofShard = oofShard,
        };
    }

    private Delivery ReadDelivery()
    {
        var members = new ModelMembers(ModelMembers.OfDelivery);
        string name = "", phone = "", zip = "", city = "", address = "", region = "", email = "";
        Expect(JsonTokenType.StartObject);
        while (MoveNext(ref members))
        {
            switch (members.Current)
            {
                case 0: name = ReadText(); break;
                case 1: phone = ReadText(); break;
                case 2: zip = ReadText(); break;
                case 3: city = ReadText(); break;
                case 4: address = ReadText(); break;
                case 5: region = ReadText(); break;
                case 6: email = ReadText(); break;
            }
        }

        return new() { Name = name, Phone = phone, Zip = zip, City = city, Address = address, Region = region, Email = email };
    }

    private Payment ReadPayment()
    {
        var members = new ModelMembers(ModelMembers.OfPayment);
        string transaction = "", requestId = "", currency = "", provider = "", bank = "";
        long amount = 0, paymentDt = 0, deliveryCost = 0, goodsTotal = 0, customFee = 0;
        Expect(JsonTokenType.StartObject);
        while (MoveNext(ref members))
        {
            switch (members.Current)
            {
                case 0: transaction = ReadText(); break;
                case 1: requestId = ReadText(); break;
                case 2: currency = ReadText(); break;
                case 3: provider = ReadText(); break;
                case 4: amount = ReadInteger(); break;
                case 5: paymentDt = ReadInteger(); break;
                case 6: bank = ReadText(); break;
                case 7: deliveryCost = ReadInteger(); break;
                case 8: goodsTotal = ReadInteger(); break;
                case 9: customFee = ReadInteger(); break;
            }
        }

        return new()
        {
            Transaction = transaction, RequestId = requestId, Currency = currency, Provider = provider, Amount = amount, PaymentDt = paymentDt, Bank = bank,
            DeliveryCost = deliveryCost, GoodsTotal = goodsTotal, CustomFee = customFee,
        };
    }

    private List<Item> ReadItems()
    {
        var items = new List<Item>();
        Expect(JsonTokenType.StartArray);
        while (!_gaveUp && _json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadItem());
        }

        return items;
    }

    /// <summary>The reader stands on the item's first token.</summary>
    private Item ReadItem()
    {
        var members = new ModelMembers(ModelMembers.OfItem);
        string track = "", rid = "", name = "", size = "", brand = "";
        long chrtId = 0, price = 0, sale = 0, totalPrice = 0, nmId = 0, status = 0;
        _gaveUp |= _json.TokenType != JsonTokenType.StartObject;
        while (MoveNext(ref members))
        {
            switch (members.Current)
            {
                case 0: chrtId = ReadInteger(); break;
                case 1: track = ReadText(); break;
                case 2: price = ReadInteger(); break;
                case 3: rid = ReadText(); break;
                case 4: name = ReadText(); break;
                case 5: sale = ReadInteger(); break;
                case 6: size = ReadText(); break;
                case 7: totalPrice = ReadInteger(); break;
                case 8: nmId = ReadInteger(); break;
                case 9: brand = ReadText(); break;
                case 10: status = ReadInteger(); break;
            }
        }

        return new()
        {
            ChrtId = chrtId, TrackNumber = track, Price = price, Rid = rid, Name = name, Sale = sale, Size = size, TotalPrice = totalPrice, NmId = nmId,
            Brand = brand, Status = status,
        };
    }

    /// <summary>Goes to the object's next member. Behind the last one none may be missing.</summary>
    private bool MoveNext(ref ModelMembers members)
    {
        if (_gaveUp || !_json.Read())
        {
            return false;
        }

        if (_json.TokenType == JsonTokenType.EndObject)
        {
            _gaveUp = !members.AreComplete;
            return false;
        }

        _gaveUp = !members.TryFind(ref _json);
        return !_gaveUp;
    }

    private void Expect(JsonTokenType token) => _gaveUp |= !_json.Read() || _json.TokenType != token;

    private string ReadText()
    {
        Expect(JsonTokenType.String);
        return _gaveUp ? "" : _json.GetString()!;
    }

    private long ReadInteger()
    {
        Expect(JsonTokenType.Number);
        var number = 0L;
        _gaveUp = _gaveUp || !_json.TryGetInt64(out number);
        return number;
    }
}
