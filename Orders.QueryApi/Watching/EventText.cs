using System.Buffers;
using System.Globalization;
using System.Text;

namespace Orders.QueryApi.Watching;

/// <summary>Server-sent events as UTF-8.</summary>
internal static class EventText
{
    /// <summary>A comment: clients ignore it, and whoever passes it on sees that the stream is alive.</summary>
    public static readonly ReadOnlyMemory<byte> Heartbeat = ":\n\n"u8.ToArray();

    /// <summary>
    /// A version as an event. Each line of the document becomes a line of data, and the client puts them together again with a line feed
    /// between them. JSON has line breaks only between its parts, so the document means the same whichever kind it had.
    /// </summary>
    public static byte[] Order(long version, ReadOnlySpan<byte> document)
    {
        var text = new ArrayBufferWriter<byte>(document.Length + 64);
        text.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: order\nid: {version}\n")));
        bool isLast;
        do
        {
            var end = document.IndexOfAny((byte)'\r', (byte)'\n');
            isLast = end < 0;
            text.Write("data: "u8);
            text.Write(isLast ? document : document[..end]);
            text.Write("\n"u8);
            document = isLast ? [] : document[(end + (document[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }
        while (!isLast);

        text.Write("\n"u8);
        return text.WrittenSpan.ToArray();
    }
}
