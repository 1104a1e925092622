using System.Globalization;

namespace Orders.Chaos.Requests.Making;

/// <summary>Event streams that are opened and dropped.</summary>
internal static class StreamRequests
{
    private static readonly string[] LastIds = ["", "0", "1", "2", "3", "-1", "99999999999999999999", "9223372036854775807", "1.0", " 1", "abc", "\0", "1, 2", "\u0665"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var order = scene.AnOrder();
        var headers = draw.Below(3) switch
        {
            0 => "",
            1 => $"Last-Event-ID: {draw.Of(LastIds)}\r\n",
            _ => string.Create(CultureInfo.InvariantCulture, $"Last-Event-ID: {order.Current}\r\nAccept: text/event-stream\r\nLast-Event-ID: {draw.Below(4)}\r\n"),
        };
        var target = $"/api/orders/{(draw.Chance(0.9) ? order.Uid : draw.Text(12))}/events{draw.Of(["", "", "", "?x=1", "/", "/x"])}";
        return scene.Ask("stream", target, scene.At(order.Uid), headers: headers) with { Manner = draw.Chance(0.8) ? Manner.Plainly : Manner.CutOff };
    }
}
