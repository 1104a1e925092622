using System.Text;

using Confluent.Kafka;

namespace Orders.Chaos.Messages.Making;

/// <summary>A message on its way to being spoilt: first its order, then the bytes that this becomes, then what goes around them.</summary>
internal sealed class Draft(string uid, DateTimeOffset now, Random random)
{
    private readonly List<Func<byte[], byte[]?>> _later = [];

    public string Uid => uid;

    /// <summary>When the run began.</summary>
    public DateTimeOffset Now => now;

    public Random Random => random;

    public Members Order { get; } = ValidOrder.Of(uid, random);

    public byte[]? Key { get; set; } = Encoding.UTF8.GetBytes(uid);

    public Headers Headers { get; } = [];

    public Timestamp Timestamp { get; set; } = new(now);

    /// <summary>How often the same message is sent.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>
    /// What this spoiling alone must lead to, when it is known: <c>stored</c>, a reason, or a single <c>path code</c>. The judge is held to it.
    /// </summary>
    public string? Expected { get; set; }

    /// <summary>What to do with the bytes once the order is written.</summary>
    public void Then(Func<byte[], byte[]?> change) => _later.Add(change);

    public byte[]? ToBytes()
    {
        // The style is drawn whatever follows, so that one more kind of spoiling changes no other message.
        var space = random.Next(8) switch { 0 => " ", 1 => "\n  ", 2 => "\r\n\t", _ => "" };
        var text = new StringBuilder();
        Order.WriteTo(text, space);
        return _later.Aggregate((byte[]?)Encoding.UTF8.GetBytes(text.ToString()), static (bytes, change) => bytes is { Length: > 0 } ? change(bytes) : bytes);
    }
}
