using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;

namespace Orders.QueryApi.Answering;

/// <summary>What came with a request: the bytes, empty when there were none, or why they are not taken.</summary>
internal readonly record struct RequestBody(byte[]? Bytes, Problem? Refusal)
{
    private const string JsonType = "application/json";

    public bool IsRefused([NotNullWhen(true)] out Problem? refusal, [NotNullWhen(false)] out byte[]? bytes)
    {
        (refusal, bytes) = (Refusal, Bytes);
        return refusal is not null;
    }

    /// <summary>
    /// Takes JSON, by what the request says its type is: a page of another site can make a browser post text or a form without asking,
    /// but not this.
    /// </summary>
    /// <param name="limit">In bytes.</param>
    /// <exception cref="BadHttpRequestException">It is malformed, came too slowly, or the client broke it off.</exception>
    public static async Task<RequestBody> ReadJsonAsync(HttpContext context, int limit) => await ReadAsync(context, limit) switch
    {
        null => new RequestBody(null, Problems.BodyTooLarge),
        { Length: > 0 } when !IsJson(context.Request.ContentType) => new RequestBody(null, Problems.BodyIsNotJson),
        var bytes => new RequestBody(bytes, null),
    };

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static async Task<byte[]?> ReadAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit)
        {
            return null;
        }

        try
        {
            return await ReadAsync(context.Request.BodyReader, limit, context.RequestAborted);
        }
        catch (IOException unreadable) when (unreadable is not BadHttpRequestException)
        {
            // That is how the server reports a chunk's size that no number can hold, and a client that resets its stream.
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, unreadable);
        }
    }

    private static async Task<byte[]?> ReadAsync(PipeReader body, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                body.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
