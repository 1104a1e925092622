using System.Text.Json;
using Orders.QueryApi.Answering;
using Orders.QueryApi.Loading;

namespace Orders.QueryApi.Listing;

/// <summary>Orders, newest first, page by page.</summary>
internal static class ListEndpoint
{
    public static void MapOrderList(this IEndpointRouteBuilder routes)
    {
        var pages = routes.ServiceProvider.GetRequiredService<OrderPages>();
        var slots = routes.ServiceProvider.GetRequiredService<ReadSlots>();
        routes.MapRead("/api/orders", context => GetAsync(context, pages, slots));
    }

    private static async Task GetAsync(HttpContext context, OrderPages pages, ReadSlots slots)
    {
        var query = new QueryReader(context.Request.Query, "track_number", "customer_id", QueryReader.Limit, QueryReader.Cursor);
        var filter = new ListFilter(query.ReadMember("track_number"), query.ReadMember("customer_id"));
        var limit = query.ReadLimit();
        var cursor = query.ReadCursor();
        if (query.IsWrong(out var problem))
        {
            await problem.WriteAsync(context);
            return;
        }

        if ((cursor is null ? ListPlace.Start : ListPlace.OfCursor(filter, cursor)) is not { } after)
        {
            await Problems.InvalidCursor("The cursor is not one that this list gave for these filters. Begin again without it.").WriteAsync(context);
            return;
        }

        // One more than asked for tells whether there is a next page.
        var (answered, orders) = await slots.TryReadAsync(
            DatabaseMetrics.ListOrders, token => pages.ReadAsync(filter, after, limit + 1, token), context.RequestAborted);
        await (answered ? SendAsync(context, filter, orders, limit) : Problems.DatabaseAway.WriteAsync(context));
    }

    private static Task SendAsync(HttpContext context, ListFilter filter, List<ListedOrder> orders, int limit) => JsonAnswer.SendAsync(context, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var order in orders.Take(limit))
        {
            Write(json, order);
        }

        json.WriteEndArray();
        json.WriteString("next"u8, orders.Count > limit ? orders[limit - 1].Place.ToCursor(filter) : null);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, ListedOrder order)
    {
        json.WriteStartObject();
        json.WriteString("order_uid"u8, order.OrderUid);
        json.WriteString("track_number"u8, order.TrackNumber);
        json.WriteString("customer_id"u8, order.CustomerId);
        json.WriteString("delivery_service"u8, order.DeliveryService);
        json.WriteString("date_created"u8, order.DateCreated);
        json.WriteNumber("version"u8, order.Version);
        json.WriteString("updated_at"u8, order.UpdatedAt);
        json.WriteEndObject();
    }
}
