using System.Globalization;
using Orders.Contracts;
using Orders.QueryApi.Answering;
using Orders.QueryApi.Loading;
using Orders.QueryApi.Masking;
using Orders.QueryApi.Serving;

namespace Orders.QueryApi.Watching;

/// <summary>An order's versions as they come: the current one first, as a stream of server-sent events.</summary>
internal sealed class EventsEndpoint(OrderWatchers watchers, OrderReader reader, OrderLoader loader, Views views, IHostApplicationLifetime lifetime)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = ActivatorUtilities.CreateInstance<EventsEndpoint>(routes.ServiceProvider);
        routes.MapOnly("/api/orders/{order_uid}/events", [HttpMethods.Get], endpoint.GetAsync);
    }

    private async Task GetAsync(HttpContext context)
    {
        var uid = (string)context.Request.RouteValues["order_uid"]!;
        if (!OrderUid.IsValid(uid))
        {
            await Problems.ImpossibleUid.WriteAsync(context);
            return;
        }

        if (new QueryReader(context.Request.Query).IsWrong(out var problem))
        {
            await problem.WriteAsync(context);
            return;
        }

        using var watch = watchers.TryWatch(uid);
        if (watch is null)
        {
            WatchingMetrics.StreamRefused();
            await Problems.TooManyStreams.WriteAsync(context);
            return;
        }

        // First the watch, then the look: what changes in between is in both, and sent once.
        var has = LastEventId(context.Request);
        var found = await FindAsync(uid, has, context.RequestAborted);
        await (found.Finding switch
        {
            Finding.NotFound => Problems.OrderNotFound.WriteAsync(context),
            Finding.Unavailable => Problems.DatabaseAway.WriteAsync(context),
            _ => StreamAsync(context, watch, found, has),
        });
    }

    private async Task<FoundOrder> FindAsync(string uid, long has, CancellationToken cancellationToken)
    {
        if (!reader.TryFind(uid, out var found))
        {
            found = await reader.AskDatabaseAsync(uid, found, cancellationToken);
        }

        if (found.Finding is Finding.NotFound or Finding.Unavailable || has <= found.Order.Version)
        {
            return found;
        }

        // The client knows more than this cache: another instance was faster. Unless the database was restored, which only it can tell.
        var result = await loader.ReloadAsync(uid, cancellationToken);
        return result.Outcome switch
        {
            LoadOutcome.Found => new FoundOrder(Finding.Miss, result.Order),
            LoadOutcome.NotFound => new FoundOrder(Finding.NotFound),
            _ => new FoundOrder(Finding.Unavailable),
        };
    }

    private async Task StreamAsync(HttpContext context, OrderWatchers.Watch watch, FoundOrder found, long has)
    {
        var (order, watcher) = (watch.Order, watch.Watcher);

        // Nothing older than what was found, whatever was announced meanwhile; nor that itself, if the client has it.
        watcher.Has(has == found.Order.Version ? has : found.Order.Version - 1);
        watcher.Offer(new OrderChange(found.Order.Version, found.Order.Document));
        WatchingMetrics.LeftOut(order.Offer(found.Order));

        var masked = views.IsMasked(context);
        Begin(context.Response, masked);
        using var gone = context.RequestAborted.UnsafeRegister(static state => ((OrderWatcher)state!).End(), watcher);
        var body = context.Response.BodyWriter;
        for (var (goOn, change) = await watcher.NextAsync(); goOn; (goOn, change) = await watcher.NextAsync())
        {
            // A client that does not read holds up nobody but itself; at the end the server does not wait for it either.
            await body.WriteAsync(change?.Text(masked) ?? EventText.Heartbeat, lifetime.ApplicationStopping);
            if (change is not null)
            {
                WatchingMetrics.EventSent();
            }
        }
    }

    private static void Begin(HttpResponse response, bool masked)
    {
        response.ContentType = "text/event-stream";

        // Whoever passes it on shall neither keep nor compress it, which would hold events back.
        response.Headers.CacheControl = "no-store, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        if (masked)
        {
            Views.Mark(response);
        }
    }

    /// <summary>0 when the client says nothing, or nothing that is a version: it gets the current one then.</summary>
    private static long LastEventId(HttpRequest request) =>
        long.TryParse(request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
