using Microsoft.Extensions.Primitives;
using Orders.Contracts;
using Orders.QueryApi.Answering;
using Orders.QueryApi.Masking;

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
        var views = routes.ServiceProvider.GetRequiredService<Views>();

        // A RequestDelegate: a handler with typed results would serialise what the pipe's WriteAsync gives after the body.
        Task Get(HttpContext context) => GetAsync(context, reader, views);
        routes.MapRead("/api/orders/{order_uid}", Get);
        routes.MapRead("/api/order/{order_uid}", Get);
    }

    private static async Task GetAsync(HttpContext context, OrderReader reader, Views views)
    {
        var uid = (string)context.Request.RouteValues[UidParameter]!;
        if (!OrderUid.IsValid(uid))
        {
            await Problems.ImpossibleUid.WriteAsync(context);
            return;
        }

        // RequestAborted is only asked for when there is something to wait for: it makes a token source for each request.
        if (!reader.TryFind(uid, out var found))
        {
            found = await reader.AskDatabaseAsync(uid, found, context.RequestAborted);
        }

        await (found.Finding switch
        {
            Finding.NotFound => Problems.OrderNotFound.WriteAsync(context),
            Finding.Unavailable => Problems.DatabaseAway.WriteAsync(context),
            _ => SendAsync(context, found, views.IsMasked(context)),
        });
    }

    private static async Task SendAsync(HttpContext context, FoundOrder found, bool masked)
    {
        var response = context.Response;
        var tag = masked ? EntityTags.OfMasked(found.Order.Version) : EntityTags.Of(found.Order.Version);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = NoCache;
        response.Headers["X-Cache"] = found.Finding switch
        {
            Finding.Hit => Hit,
            Finding.Miss => Miss,
            _ => Stale,
        };
        if (masked)
        {
            Views.Mark(response);
        }

        if (EntityTags.Match(context.Request.Headers.IfNoneMatch, tag.ToString()))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        // Masked anew for each request: that takes a few microseconds, a second copy in the cache would take half of its room.
        var document = masked ? PersonalMembers.Mask(found.Order.Document) : found.Order.Document;
        response.ContentType = "application/json";
        response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(document, CancellationToken.None);
        }
    }
}
