namespace Orders.Chaos.Requests.Making;

/// <summary>Names that are almost, or not at all, an order's.</summary>
internal static class UidRequests
{
    private static readonly string[] Tails = ["", "/events", "/history"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var uid = scene.AnOrder().Uid;
        return draw.Below(4) switch
        {
            0 => Impossible(scene, uid),
            1 => Neighbour(scene, uid),
            2 => Open(scene, $"/api/orders/{draw.Text(draw.Between(1, 64))}"),
            _ => Open(scene, $"/api/orders/{uid}{draw.Of(["'", "\"", "*", "?", "#", ";a=1", ",", "|", "{", "}", "^", "`", "~", "$", "&x=1", "!", "@", "(", "%20", "+"])}", uid),
        };
    }

    private static Request Impossible(Scene scene, string uid)
    {
        var draw = scene.Draw;
        var bad = draw.Of([$"{uid}.", $"{uid}%20", $"%20{uid}", draw.Text(65), draw.Text(draw.Between(66, 500)), $"{uid}'OR'1'='1", $"{uid}%0d%0aX-Injected:1", $"{uid}%C3%A9", "%E2%80%AE", "..%5c..", $"{uid}%3B", $"{uid}%2B"]);
        var tail = draw.Of(Tails);
        var refused = scene.Refused(400, "impossible-order-uid");
        return scene.Ask("uid", $"/api/orders/{bad}{tail}", tail == "/history" ? scene.RefusedToOperator(400, "impossible-order-uid") : refused);
    }

    // Another order may well have that name; then it is the one to show.
    private static Request Neighbour(Scene scene, string uid)
    {
        var draw = scene.Draw;
        var near = draw.Below(5) switch
        {
            0 => uid.ToUpperInvariant(),
            1 => uid[..^1],
            2 => uid + draw.Of(["-", "_", "0", "_1", "A"]),
            3 => string.Concat(uid.AsSpan(0, uid.Length - 1), draw.Text(1)),
            _ => uid[1..],
        };
        var expected = scene.Known.IsKnown(near) ? scene.At(near) with { Statuses = [200] } : scene.Refused(404, "order-not-found");
        return scene.Ask("uid", $"/api/orders/{near}", expected);
    }

    private static Request Open(Scene scene, string target, string? uid = null) => scene.Ask("uid", target, scene.At(uid));
}
