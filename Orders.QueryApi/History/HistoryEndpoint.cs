using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Orders.Contracts;
using Orders.QueryApi.Answering;
using Orders.QueryApi.Loading;
using Orders.QueryApi.Masking;

namespace Orders.QueryApi.History;

/// <summary>Every version of an order, newest first, each document byte for byte.</summary>
internal static class HistoryEndpoint
{
    public static void MapHistory(this IEndpointRouteBuilder routes)
    {
        var versions = routes.ServiceProvider.GetRequiredService<OrderVersions>();
        var slots = routes.ServiceProvider.GetRequiredService<ReadSlots>();
        var views = routes.ServiceProvider.GetRequiredService<Views>();
        routes.MapRead("/api/orders/{order_uid}/history", context => GetAsync(context, versions, slots, views));
    }

    private static async Task GetAsync(HttpContext context, OrderVersions versions, ReadSlots slots, Views views)
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

        var (answered, some) = await ReadAsync(OrderVersions.Newest);
        if (!answered || some.Count == 0)
        {
            await (answered ? Problems.OrderNotFound : Problems.DatabaseAway).WriteAsync(context);
            return;
        }

        var masked = views.IsMasked(context);
        Begin(context.Response, masked);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var body = context.Response.BodyWriter;
        body.Write("["u8);
        for (var isFirst = true; some.Count > 0; isFirst = false)
        {
            Write(body, some, isFirst, masked);
            await body.FlushAsync(context.RequestAborted);
            (answered, some) = await ReadAsync(some[^1].Version);
            if (!answered)
            {
                // An array that ended here would look complete: the client has to see that the answer broke off.
                context.Abort();
                return;
            }
        }

        body.Write("]"u8);

        Task<(bool Answered, List<OrderVersion> Some)> ReadAsync(long before) =>
            slots.TryReadAsync(DatabaseMetrics.ReadHistory, token => versions.ReadAsync(uid, before, token), context.RequestAborted);
    }

    private static void Begin(HttpResponse response, bool masked)
    {
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        if (masked)
        {
            Views.Mark(response);
        }
    }

    private static void Write(PipeWriter body, List<OrderVersion> some, bool isFirst, bool masked)
    {
        foreach (var version in some)
        {
            var head = string.Create(
                CultureInfo.InvariantCulture,
                $$"""{{(isFirst ? "" : ",")}}{"version":{{version.Version}},"changed_at":"{{version.ChangedAt:yyyy-MM-dd'T'HH:mm:ss.FFFFFFK}}","document":""");
            isFirst = false;
            body.Write(Encoding.ASCII.GetBytes(head));
            body.Write(masked ? PersonalMembers.Mask(version.Document) : version.Document);
            body.Write("}"u8);
        }
    }
}
