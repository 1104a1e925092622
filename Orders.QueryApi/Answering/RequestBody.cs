using System.Buffers;
using System.IO.Pipelines;

namespace Orders.QueryApi.Answering;

internal static class RequestBody
{
    /// <summary>The whole body; empty when there is none.</summary>
    /// <returns>Null when it has more than <paramref name="limit"/> bytes.</returns>
    /// <exception cref="BadHttpRequestException">It is malformed, or came too slowly.</exception>
    public static async Task<byte[]?> ReadAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit)
        {
            return null;
        }

        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await ReadAsync(body, context.RequestAborted);
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

    private static async ValueTask<ReadResult> ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(cancellationToken);
        }
        catch (IOException malformed) when (malformed is not BadHttpRequestException)
        {
            // That is how the server reports a chunk's size that no number can hold.
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, malformed);
        }
    }
}
