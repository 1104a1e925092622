using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orders.Chaos.Requests.Knowing;

/// <summary>
/// Everything that the system holds in a run, so that any answer can be judged by itself. Uids are each other's neighbours on purpose: one is the
/// beginning of the next, or the same in capitals.
/// </summary>
internal sealed class KnownData
{
    private const int Corrected = 20;
    private readonly ConcurrentDictionary<string, byte> _payloads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentBag<OrderText>> _corrected = new(StringComparer.Ordinal);

    public KnownData(int seed, int orders, int deadLetters)
    {
        Key = "ok_" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Text($"key {seed}"))));
        Orders = [.. Enumerable.Range(0, orders).Select(Order)];
        ByUid = Orders.ToDictionary(order => order.Uid, StringComparer.Ordinal);
        DeadLetters = [.. Enumerable.Range(0, deadLetters).Select(DeadLetter)];
        foreach (var (_, value) in DeadLetters)
        {
            Register(value);
        }
    }

    /// <summary>The operators' key; the services know its hash alone.</summary>
    public string Key { get; }

    public string KeyHash => "sha256:" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));

    public IReadOnlyList<KnownOrder> Orders { get; }

    public IReadOnlyDictionary<string, KnownOrder> ByUid { get; }

    /// <summary>Messages that are rejected; they name people too.</summary>
    public IReadOnlyList<(string Key, byte[] Value)> DeadLetters { get; }

    /// <summary>What a client may have learnt by asking: see <see cref="Places"/>.</summary>
    public Places Places { get; set; } = new([], [], []);

    /// <summary>A corrected message that is about to be sent for a dead letter. None of the orders above is ever changed by one.</summary>
    public (string Uid, OrderText Text) Correction(int number)
    {
        var uid = Text($"corrected-{number % Corrected}");
        var text = OrderText.Of(uid, Person.Number(5_000 + (number % Corrected)), number % 999);
        Register(text.Full);
        _corrected.GetOrAdd(uid, static _ => []).Add(text);
        return (uid, text);
    }

    /// <summary>A body that may come back as the payload of a dead letter.</summary>
    public void Register(byte[] payload) => _payloads.TryAdd(Encoding.UTF8.GetString(payload), 0);

    public bool IsPayload(string text) => _payloads.ContainsKey(text);

    public bool IsKnown(string uid) => ByUid.ContainsKey(uid) || _corrected.ContainsKey(uid);

    /// <summary>The texts that the order may have at that version; with a correction nobody knows which version it became.</summary>
    public IEnumerable<OrderText> Texts(string uid, long version) =>
        ByUid.TryGetValue(uid, out var order)
            ? order.Version(version) is { } text ? [text] : []
            : _corrected.TryGetValue(uid, out var texts) ? texts : [];

    private static KnownOrder Order(int index)
    {
        var stem = Text($"order{index / 4}");
        var uid = (index % 4) switch
        {
            0 => stem,
            1 => stem.ToUpperInvariant(),
            2 => stem + "-",
            _ => stem + "_1",
        };
        return new KnownOrder(uid, [.. Enumerable.Range(1, 1 + (index % 3)).Select(version => OrderText.Of(uid, Person.Number(index), version))]);
    }

    private static (string, byte[]) DeadLetter(int index)
    {
        var uid = Text($"dead-{index}");
        var text = OrderText.Of(uid, Person.Number(8_000 + index), index, goodsTotal: 316).Full;
        return (uid, (index % 3) switch
        {
            0 => text,
            1 => text[..^1],
            _ => [.. text[..^1], 0xff, .. "}"u8],
        });
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Places that an operator has seen.</summary>
/// <param name="OrderCursors">The list's <c>next</c>, each with the filter it belongs to (a query without it).</param>
/// <param name="DeadLetterCursors">The same of the dead letters.</param>
internal sealed record Places(
    IReadOnlyList<(int Partition, long Offset)> DeadLetters,
    IReadOnlyList<(string Filter, string Cursor)> OrderCursors,
    IReadOnlyList<(string Filter, string Cursor)> DeadLetterCursors);
