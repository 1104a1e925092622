using System.Text;

namespace Orders.Chaos.Requests.Making;

/// <summary>Requests that end too soon, come too many at once, too slowly, in another version, or are none.</summary>
internal static class BrokenRequests
{
    private static readonly string[] Versions = ["HTTP/1.0", "HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/3", "HTTP/11", "http/1.1", "HTTP/1.1 ", "HTTPS/1.1", "", "HTTP/", "HTTP/9.9", "RTSP/1.0"];

    public static Request CutOff(Scene scene) => AnyOf(scene) with { Kind = "cut off", Manner = Manner.CutOff };

    public static Request HalfClosed(Scene scene) => AnyOf(scene) with { Kind = "half-closed", Manner = Manner.HalfClosed };

    public static Request InPieces(Scene scene) => PlainRequests.Make(scene) with { Kind = "in pieces", Manner = Manner.InPieces };

    /// <summary>At the door alone: whoever is behind it has no slow clients.</summary>
    public static Request Dripping(Scene scene) => scene.Door == Door.QueryApi
        ? InPieces(scene)
        : AnyOf(scene) with { Kind = "slow", Manner = Manner.Dripping, Expected = [scene.Refused(408, null)] };

    /// <summary>Several at once; the answers come in the order of the questions.</summary>
    public static Request Pipelined(Scene scene)
    {
        var requests = Enumerable.Range(0, scene.Draw.Between(2, 12)).Select(_ => PlainRequests.Make(scene)).ToArray();
        return new Request("pipelined", [.. requests.SelectMany(request => request.Bytes)], [.. requests.SelectMany(request => request.Expected)]) { Door = scene.Door };
    }

    public static Request OtherVersion(Scene scene)
    {
        var uid = scene.AnOrder().Uid;
        var stranger = scene.At(uid) with { ForOperator = !scene.IsProduction || scene.Door == Door.QueryApi, Masked = scene.IsProduction, IsOtherVersion = true };
        return new Request("version", Encoding.ASCII.GetBytes($"GET /api/orders/{uid} {scene.Draw.Of(Versions)}\r\nHost: orders.test\r\n\r\n"), stranger) { Door = scene.Door };
    }

    public static Request Garbage(Scene scene)
    {
        var draw = scene.Draw;
        var bytes = draw.Below(5) switch
        {
            0 => draw.Bytes(draw.Between(1, 500)),
            // The beginning of TLS, of HTTP/2 with prior knowledge, of SOCKS, and of PROXY.
            1 => [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, .. draw.Bytes(100)],
            2 => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0],
            3 => [.. draw.Chance(0.5) ? "PROXY TCP4 10.0.0.1 10.0.0.2 1 80\r\n"u8 : [5, 1, 0]],
            _ => Flipped(draw, PlainRequests.Make(scene).Bytes),
        };

        // A changed letter may make it the question for any order.
        var anything = scene.Anything with { Uid = AnyUid, MayBeRefused = true, IsOtherVersion = true, Masked = scene.IsOperator ? null : true };
        var isToHead = Encoding.Latin1.GetString(bytes).StartsWith("HEAD ", StringComparison.OrdinalIgnoreCase);
        return new Request("garbage", bytes, anything with { IsToHead = isToHead }) { Door = scene.Door, Manner = Manner.AndLeave };
    }

    /// <summary>Stands for every order.</summary>
    public const string AnyUid = "*";

    private static byte[] Flipped(Draw draw, byte[] bytes)
    {
        for (var times = draw.Between(1, 5); times > 0; times--)
        {
            bytes[draw.Below(bytes.Length)] ^= (byte)(1 << draw.Below(8));
        }

        return bytes;
    }

    private static Request AnyOf(Scene scene) => scene.Draw.Below(4) switch
    {
        0 => ReplayRequests.Make(scene),
        1 => StreamRequests.Make(scene),
        2 => HeaderRequests.Make(scene),
        _ => PlainRequests.Make(scene),
    };
}
