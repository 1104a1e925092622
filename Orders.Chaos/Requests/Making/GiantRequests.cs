using System.Globalization;

namespace Orders.Chaos.Requests.Making;

/// <summary>More than the limits allow, or just as much.</summary>
internal static class GiantRequests
{
    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var uid = scene.AnOrder().Uid;
        var refusable = scene.At(uid) with { MayBeRefused = true };
        return draw.Below(6) switch
        {
            0 => scene.Ask("giant", $"/api/orders/{uid}?{new string('a', draw.Between(7_000, 40_000))}", refusable),
            1 => scene.Ask("giant", $"/{new string('/', draw.Between(1_000, 20_000))}", refusable),
            2 => scene.Ask("giant", $"/api/orders/{uid}", refusable, headers: $"X-A: {new string('b', draw.Between(10_000, 80_000))}\r\n"),
            3 => scene.Ask("giant", $"/api/orders/{uid}", refusable, headers: string.Concat(Enumerable.Range(0, draw.Between(90, 400)).Select(number => string.Create(CultureInfo.InvariantCulture, $"X-{number}: {number}\r\n")))),
            4 => scene.Ask("giant", $"/api/orders/{uid}", refusable, headers: $"{new string('X', draw.Between(1_000, 20_000))}: a\r\n"),
            _ => Body(scene, refusable),
        };
    }

    // At the door, above what the gateway takes; behind it above what the route takes. What follows the announcement may not come at all.
    private static Request Body(Scene scene, Expected refusable)
    {
        var length = scene.Draw.Of([17 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024]);
        var target = scene.Draw.Of(["/api/dead-letters/replay", "/api/dead-letters/0/99999999/replay"]);
        return scene.Ask("giant", target, refusable with { Uid = null }, "POST", body: new byte[length]) with { Manner = scene.Draw.Of([Manner.Plainly, Manner.AndLeave, Manner.CutOff]) };
    }
}
