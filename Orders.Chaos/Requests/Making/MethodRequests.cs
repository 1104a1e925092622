namespace Orders.Chaos.Requests.Making;

/// <summary>Methods that a route does not take, that nobody takes, and that are none.</summary>
internal static class MethodRequests
{
    private static readonly string[] Methods = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "MKCOL", "LOCK", "BREW", "PURGE", "SEARCH", "QUERY", "CONNECT"];
    private static readonly string[] Malformed = ["get", "GeT", "GET\t", "GE T", "G\0T", "", " GET", "GET,HEAD", "{GET}", "G\u00e9T", "\"GET\"", "GET:"];
    private static readonly string[] Reads = ["/api/orders", "/api/orders/{0}", "/api/order/{0}", "/api/orders/{0}/events", "/api/orders/{0}/history", "/api/dead-letters", "/api/session", "/api/operations", "/openapi/v1.json", "/", "/index.html", "/health"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var uid = scene.AnOrder().Uid;
        var target = draw.Of(Reads).Replace("{0}", uid, StringComparison.Ordinal);
        if (draw.Chance(0.3))
        {
            return scene.Ask("method", target, scene.At(uid), draw.Of([.. Malformed, draw.Text(draw.Between(20, 3_000), "ABCDEFGHIJ")]));
        }

        if (draw.Chance(0.2))
        {
            // Some frameworks let a header choose the method.
            return scene.Ask("method", $"/api/orders/{uid}", scene.At(uid) with { Statuses = [200] }, headers: $"X-HTTP-Method-Override: {draw.Of(Methods)}\r\nX-Method-Override: DELETE\r\n");
        }

        return scene.Ask("method", target, scene.At(uid), draw.Of(Methods), body: draw.Chance(0.3) ? draw.Bytes(draw.Between(0, 200)) : null);
    }
}
