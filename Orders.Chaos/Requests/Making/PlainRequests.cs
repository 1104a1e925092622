namespace Orders.Chaos.Requests.Making;

/// <summary>What a decent client asks for. Nothing that happens beside it may change the answers.</summary>
internal static class PlainRequests
{
    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var uid = scene.AnOrder().Uid;
        var shown = scene.At(uid) with { Statuses = [200] };
        var (method, head) = draw.Chance(0.1) ? ("HEAD", true) : ("GET", false);
        return draw.Below(12) switch
        {
            <= 4 => scene.Ask("plain", $"/api/orders/{uid}", shown, method),
            5 => scene.Ask("plain", $"/api/order/{uid}", shown, method),
            6 => scene.Ask("plain", $"/api/orders/{draw.Text(20)}", scene.Refused(404, "order-not-found"), method),
            7 => scene.Ask("plain", $"/api/orders/{uid}/history", scene.AnsweredToOperator() with { Uid = uid }, method),
            8 => scene.Ask("plain", $"/api/orders?limit={draw.Between(1, 100)}", scene.AnsweredToOperator(), method),
            9 => scene.Ask("plain", $"/api/dead-letters?limit={draw.Between(1, 20)}", scene.AnsweredToOperator(), method),
            10 when scene.Door == Door.Gateway => scene.Ask("plain", draw.Of(["/", "/orders/x", "/operators/dead-letters", "/api/session"]), scene.Anything with { Statuses = [200] }, method),
            _ => scene.Ask("plain", head ? "/openapi/v1.json" : "/health", scene.Anything with { Statuses = [200] }, method),
        };
    }
}
