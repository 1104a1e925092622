using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Orders.QueryApi.Serving;

/// <summary>An error answer (RFC 9457), made once: it says nothing that depends on the request.</summary>
internal sealed class Problem
{
    private static readonly StringValues NoStore = "no-store";
    private readonly int _status;
    private readonly byte[] _body;
    private readonly (string Name, StringValues Value)[] _headers;

    private Problem(int status, string title, string detail, params (string Name, StringValues Value)[] headers)
    {
        _status = status;
        _headers = headers;
        _body = JsonSerializer.SerializeToUtf8Bytes(new { type = "about:blank", title, status, detail });
    }

    public static Problem NotFound { get; } = new(404, "Not Found", "There is no order with this order_uid.");

    public static Problem ImpossibleUid { get; } = new(400, "Bad Request", "An order_uid has 1 to 64 characters of A-Z a-z 0-9 _ -.");

    public static Problem MethodNotAllowed { get; } = new(405, "Method Not Allowed", "An order can be read with GET or HEAD.", ("Allow", "GET, HEAD"));

    public static Problem DatabaseAway { get; } = new(503, "Service Unavailable", "This order is not cached and the database is not reachable. Try again soon.", ("Retry-After", "2"));

    public static Problem NoSuchRoute { get; } = new(404, "Not Found", "There is nothing at this address.");

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = _status;
        response.ContentType = "application/problem+json";
        response.ContentLength = _body.Length;
        response.Headers.CacheControl = NoStore;
        foreach (var (name, value) in _headers)
        {
            response.Headers[name] = value;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(_body, CancellationToken.None);
        }
    }
}
