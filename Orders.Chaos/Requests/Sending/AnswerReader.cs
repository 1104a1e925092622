using System.Globalization;
using System.Text;

namespace Orders.Chaos.Requests.Sending;

/// <summary>Reads HTTP/1.1 answers, strictly: what a lenient client would mend is a fault here.</summary>
internal static class AnswerReader
{
    private const int MostHeaders = 100;

    /// <returns>Null when the connection ended instead.</returns>
    /// <exception cref="MalformedAnswerException">It is not HTTP.</exception>
    public static async Task<Answer?> ReadAsync(Connection connection, bool isToHead, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await connection.ReadLineAsync(cancellationToken) is not { } line)
            {
                return null;
            }

            var status = Status(line);
            var headers = await HeadersAsync(connection, cancellationToken);
            var head = new Answer(status, headers, [], IsOpen: false);
            if (status is < 200 and not 101)
            {
                continue;
            }

            if (isToHead || status is 101 or 204 or 304)
            {
                return head with { IsOpen = status == 101 };
            }

            return head["Content-Type"] == "text/event-stream"
                ? head with { Body = await FirstEventsAsync(connection, cancellationToken), IsOpen = true }
                : head with { Body = await BodyAsync(connection, head, cancellationToken) };
        }
    }

    private static int Status(byte[] line)
    {
        var text = Encoding.Latin1.GetString(line);
        return text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && text.Length >= 12
            && int.TryParse(text.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and < 600
            ? status
            : throw new MalformedAnswerException($"An answer begins with \"{text[..Math.Min(40, text.Length)]}\".");
    }

    private static async Task<List<(string, string)>> HeadersAsync(Connection connection, CancellationToken cancellationToken)
    {
        var headers = new List<(string, string)>();
        while (true)
        {
            var line = await connection.ReadLineAsync(cancellationToken) ?? throw MalformedAnswerException.Truncated("The connection ended within the headers.");
            if (line.Length == 0)
            {
                return headers;
            }

            var text = Encoding.Latin1.GetString(line);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || text.AsSpan(0, colon).ContainsAny(" \t") || text.Any(char.IsControl) || headers.Count == MostHeaders)
            {
                throw new MalformedAnswerException("A header line is none.");
            }

            headers.Add((text[..colon], text[(colon + 1)..].Trim()));
        }
    }

    private static async Task<byte[]> BodyAsync(Connection connection, Answer head, CancellationToken cancellationToken)
    {
        var lengths = head.Headers.Where(header => header.Item1.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).ToArray();
        var isChunked = head["Transfer-Encoding"] is { } coding && (coding == "chunked" ? true : throw new MalformedAnswerException("An unknown coding."));
        if (!isChunked && lengths.Length == 0 && head.ClosesConnection)
        {
            // To a client of HTTP/1.0.
            return await connection.ReadToEndAsync(cancellationToken);
        }

        if (isChunked ? lengths.Length > 0 : lengths.Length != 1)
        {
            throw new MalformedAnswerException($"An answer {head.Status} with {lengths.Length} lengths{(isChunked ? " and chunks" : "")}.");
        }

        var body = new MemoryStream();
        while (isChunked && await ChunkAsync(connection, cancellationToken) is { Length: > 0 } chunk)
        {
            body.Write(chunk);
        }

        return isChunked ? body.ToArray() : await ExactlyAsync(connection, int.Parse(lengths[0].Item2, NumberStyles.None, CultureInfo.InvariantCulture), cancellationToken);
    }

    /// <summary>The first event, or the first sign of life; the stream goes on.</summary>
    private static async Task<byte[]> FirstEventsAsync(Connection connection, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        while (!body.ToArray().AsSpan().EndsWith("\n\n"u8))
        {
            var chunk = await ChunkAsync(connection, cancellationToken);
            if (chunk.Length == 0)
            {
                break;
            }

            body.Write(chunk);
        }

        return body.ToArray();
    }

    /// <returns>Empty at the end.</returns>
    private static async Task<byte[]> ChunkAsync(Connection connection, CancellationToken cancellationToken)
    {
        var size = await connection.ReadLineAsync(cancellationToken) ?? throw MalformedAnswerException.Truncated("The connection ended between two chunks.");
        var chunk = await ExactlyAsync(connection, int.Parse(Encoding.ASCII.GetString(size), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), cancellationToken);
        return await connection.ReadLineAsync(cancellationToken) is { Length: 0 } ? chunk : throw new MalformedAnswerException("A chunk is longer than its size.");
    }

    private static async Task<byte[]> ExactlyAsync(Connection connection, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        return await connection.TryReadAsync(bytes, cancellationToken) ? bytes : throw MalformedAnswerException.Truncated("The connection ended within a body.");
    }
}
