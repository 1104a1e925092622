using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Orders.QueryApi.Answering;
using Orders.QueryApi.Serving;

namespace Orders.QueryApi.Describing;

/// <summary>
/// The API's description (OpenAPI 3.1). Written by hand, in <c>openapi.json</c>: the routes are plain request delegates, from which nothing
/// can be derived. A test holds it against the routes and problems that there are.
/// </summary>
internal static class Description
{
    public static void MapDescription(this IEndpointRouteBuilder routes)
    {
        var document = Read();
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(document).AsSpan(0, 8))}\"";
        routes.MapRead("/openapi/v1.json", context => SendAsync(context, document, tag));
    }

    private static byte[] Read()
    {
        using var resource = typeof(Description).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = new byte[resource.Length];
        resource.ReadExactly(document);
        return document;
    }

    private static async Task SendAsync(HttpContext context, byte[] document, string tag)
    {
        var response = context.Response;
        response.Headers[HeaderNames.ETag] = tag;
        response.Headers[HeaderNames.CacheControl] = "no-cache";
        if (EntityTags.Match(context.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json";
        response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(document, CancellationToken.None);
        }
    }
}
