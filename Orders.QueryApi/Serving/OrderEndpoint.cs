using Microsoft.Extensions.Primitives;
using Orders.Contracts;

namespace Orders.QueryApi.Serving;

/// <summary>One order by its uid.</summary>
internal static class OrderEndpoint
{
    private const string UidParameter = "order_uid";

    // Clients may keep an answer but ask each time whether it is still the current version.
    private static readonly StringValues NoCache = "no-cache";
    private static readonly StringValues Hit = "hit";
    private static readonly StringValues Miss = "miss";
    private static readonly StringValues Stale = "stale";

    public static void MapOrder(this IEndpointRouteBuilder routes)
    {
        var reader = routes.ServiceProvider.GetRequiredService<OrderReader>();

        // A RequestDelegate: a handler with typed results would serialise what the pipe's WriteAsync gives after the body.
        Task Get(HttpContext context) => GetAsync(context, reader);
        foreach (var pattern in new[] { "/api/orders/{order_uid}", "/api/order/{order_uid}" })
        {
            routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], Get);
            routes.Map(pattern, Problem.MethodNotAllowed.WriteAsync);
        }
    }

    private static async Task GetAsync(HttpContext context, OrderReader reader)
    {
        var uid = (string)context.Request.RouteValues[UidParameter]!;
        if (!OrderUid.IsValid(uid))
        {
            await Problem.ImpossibleUid.WriteAsync(context);
            return;
        }

        // RequestAborted is only asked for when there is something to wait for: it makes a token source for each request.
        if (!reader.TryFind(uid, out var found))
        {
            found = await reader.AskDatabaseAsync(uid, found, context.RequestAborted);
        }

        RequestSpan.Tell(found.Finding);
        await (found.Finding switch
        {
            Finding.NotFound => Problem.NotFound.WriteAsync(context),
            Finding.Unavailable => Problem.DatabaseAway.WriteAsync(context),
            _ => SendAsync(context, found),
        });
    }

    private static async Task SendAsync(HttpContext context, FoundOrder found)
    {
        var response = context.Response;
        var tag = EntityTags.Of(found.Order.Version);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = NoCache;
        response.Headers["X-Cache"] = found.Finding switch
        {
            Finding.Hit => Hit,
            Finding.Miss => Miss,
            _ => Stale,
        };
        if (EntityTags.Match(context.Request.Headers.IfNoneMatch, tag.ToString()))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json";
        response.ContentLength = found.Order.Document.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(found.Order.Document, CancellationToken.None);
        }
    }
}
