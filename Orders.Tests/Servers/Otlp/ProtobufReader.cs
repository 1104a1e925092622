using System.Buffers.Binary;
using System.Text;

namespace Orders.Tests.Servers.Otlp;

/// <summary>One field of a protobuf message, as far as OTLP uses the format.</summary>
internal readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);
}

/// <summary>Walks through the fields of a protobuf message.</summary>
internal static class ProtobufReader
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Length = 2;
    private const int Fixed32 = 5;

    public static IEnumerable<ProtobufField> Fields(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var key = ReadVarint(ref message);
            var number = (int)(key >> 3);
            switch ((int)(key & 7))
            {
                case Varint:
                    yield return new ProtobufField(number, ReadVarint(ref message), default);
                    break;
                case Fixed64:
                    yield return new ProtobufField(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8).Span), default);
                    break;
                case Fixed32:
                    yield return new ProtobufField(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4).Span), default);
                    break;
                case Length:
                    yield return new ProtobufField(number, 0, Take(ref message, (int)ReadVarint(ref message)));
                    break;
                case var type:
                    throw new InvalidDataException($"Wire type {type} is no part of OTLP.");
            }
        }
    }

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = Take(ref message, 1).Span[0];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> message, int count)
    {
        var taken = message[..count];
        message = message[count..];
        return taken;
    }
}
