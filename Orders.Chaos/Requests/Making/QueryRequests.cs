namespace Orders.Chaos.Requests.Making;

/// <summary>Parameters: unknown, twice, impossible; and cursors that were changed, made up or taken from elsewhere.</summary>
internal static class QueryRequests
{
    private static readonly string[] Limits = ["0", "-1", "101", "1e3", "99999999999999999999", "%31%30%31", "abc", "", "%00", "+5", "0x10", "5.0", "\u0665", "1;2", "%EF%BC%95"];

    private static readonly string[] Unknown = ["offset=1", "Limit=5", "LIMIT=5", "limit%00=5", "x", "=", "=1", "&&&x=1", "limit[]=5", "cursor[0]=x", "order_uid=x", "%6cimit=500", "__proto__=1", "select=*", "%zz=1", "%=1", "a%26b=1", "dry_run=true"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var list = draw.Of(["/api/orders", "/api/dead-letters"]);
        return draw.Below(7) switch
        {
            0 => scene.Ask("limit", $"{list}?limit={draw.Of(Limits)}", scene.RefusedToOperator(400, "invalid-query")),
            1 => scene.Ask("parameter", $"{list}?{draw.Of(["", "limit=5&"])}{draw.Of(Unknown)}", scene.Anything),
            2 => scene.Ask("parameter", $"{list}?limit=5&limit={draw.Of(["5", "6", ""])}", scene.RefusedToOperator(400, "invalid-query")),
            3 => Cursor(scene),
            4 => scene.Ask("cursor", $"{list}?cursor={draw.Text(draw.Between(1, 3_000))}", scene.RefusedToOperator(400, "invalid-cursor")),
            5 => scene.Ask("filter", $"{list}?{draw.Of(["customer_id", "track_number", "reason"])}={draw.Of(["%00", "", "%20", "'%20OR%201=1--", "%27;DROP%20TABLE%20orders;--", "$1", "%25", "_", "\\", "%5C%27", "%F0%9F%98%80", "%ff", "%ED%A0%80", "c-order0", draw.Text(65), "validation_error", "VALIDATION_ERROR", "<script>", "%0d%0aX:1"])}", scene.Anything),
            _ => scene.Ask("parameter", $"/api/orders/{scene.AnOrder().Uid}/history?{draw.Of(Unknown)}", scene.IsOperator ? scene.At(null) with { Statuses = [400] } : scene.Locked),
        };
    }

    private static Request Cursor(Scene scene)
    {
        var draw = scene.Draw;
        var places = scene.Known.Places;
        var (list, mine, others, otherFilter) = draw.Chance(0.5)
            ? ("/api/orders", places.OrderCursors, places.DeadLetterCursors, "customer_id=c-order0")
            : ("/api/dead-letters", places.DeadLetterCursors, places.OrderCursors, "reason=db_save_error");
        var (filter, cursor) = draw.Of(mine);
        var refused = scene.RefusedToOperator(400, "invalid-cursor");
        return draw.Below(5) switch
        {
            0 => scene.Ask("cursor", Target(filter, cursor), scene.AnsweredToOperator()),
            1 => scene.Ask("cursor", Target(filter, draw.Of(others).Cursor), refused),
            2 => scene.Ask("cursor", Target(filter, Changed(cursor, draw)), refused),
            3 => scene.Ask("cursor", Target(otherFilter, cursor), refused),
            _ => scene.Ask("cursor", Target(filter, draw.Of([cursor + "=", cursor + "%00", cursor + "AAAA", cursor[..^4], "%20" + cursor + "!", "..", "null", "%FF", "+", cursor + cursor])), refused),
        };

        string Target(string with, string place) => with.Length > 0 ? $"{list}?{with}&cursor={place}" : $"{list}?cursor={place}";
    }

    // The last letter may carry bits that mean nothing, so it stays.
    private static string Changed(string cursor, Draw draw)
    {
        var at = draw.Below(cursor.Length - 1);
        var letters = cursor.ToCharArray();
        letters[at] = letters[at] == 'A' ? 'B' : 'A';
        return new string(letters);
    }
}
