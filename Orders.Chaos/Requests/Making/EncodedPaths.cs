using System.Globalization;
using System.Text;

namespace Orders.Chaos.Requests.Making;

/// <summary>Addresses written in every way that percent signs allow, and some that they do not.</summary>
internal static class EncodedPaths
{
    private static readonly string[] Nonsense = ["%", "%4", "%zz", "%u0041", "%%41", "%-1", "%0", "%00", "%ff", "%fe%ff", "%ed%a0%80", "%c1%81", "%c0%af", "%e0%80%af", "%f0%80%80%af", "%f4%90%80%80", "%80", "%ef%bb%bf"];

    // Slashes and dots that are none to one reader and some to another.
    private static readonly string[] Detours = ["..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "%252e%252e/", "..;/", ".%00./", "%c0%ae%c0%ae/", "....//", "./", "%2e/", "/", "%2f", "%5c", "\\"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var uid = scene.AnOrder().Uid;
        var route = draw.Of(["orders", "order"]);
        return draw.Below(6) switch
        {
            // One round of decoding gives the uid: that is how it may be written.
            0 => scene.Ask("encoding", $"/api/{route}/{Encode(uid, draw)}", scene.At(uid) with { Statuses = [200] }),
            1 => scene.Ask("encoding", $"/{Encode("api", draw)}/{Encode(route, draw)}/{uid}", scene.At(uid)),
            // Two rounds would be one too many.
            2 => scene.Ask("encoding", $"/api/{route}/{Encode(uid, draw, always: true).Replace("%", "%25", StringComparison.Ordinal)}", scene.Refused(400, "impossible-order-uid")),
            3 => Nonsensical(scene, route, Insert(uid, draw.Of(Nonsense), draw)),
            4 => scene.Ask("encoding", $"/api/{draw.Of(["", "x/", "orders/"])}{draw.Of(Detours)}{draw.Of(["", "api/", "orders/"])}{route}/{uid}", scene.At(uid)),
            _ => Raw(scene, uid),
        };
    }

    // Where a lone percent sign meets two digits it is no nonsense any more, and may name an order after all.
    private static Request Nonsensical(Scene scene, string route, string name) =>
        scene.Ask("encoding", $"/api/{route}/{name}", scene.At(scene.Known.IsKnown(Uri.UnescapeDataString(name)) ? Uri.UnescapeDataString(name) : null));

    // Bytes above 127, which no address may have.
    private static Request Raw(Scene scene, string uid)
    {
        var at = scene.Draw.Below(uid.Length + 1);
        byte[] target = [.. "GET /api/orders/"u8, .. Encoding.ASCII.GetBytes(uid[..at]), .. scene.Draw.Bytes(scene.Draw.Between(1, 8)).Select(value => (byte)(value | 0x80)), .. Encoding.ASCII.GetBytes(uid[at..]), .. " HTTP/1.1\r\nHost: orders.test\r\n\r\n"u8];
        return new Request("encoding", target, scene.Anything) { Door = scene.Door };
    }

    private static string Insert(string uid, string text, Draw draw) => uid.Insert(draw.Below(uid.Length + 1), text);

    private static string Encode(string text, Draw draw, bool always = false)
    {
        var encoded = new StringBuilder();
        foreach (var letter in text)
        {
            if (always || draw.Chance(0.4))
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{(draw.Chance(0.5) ? ((int)letter).ToString("x2", CultureInfo.InvariantCulture) : ((int)letter).ToString("X2", CultureInfo.InvariantCulture))}");
            }
            else
            {
                encoded.Append(letter);
            }
        }

        return encoded.ToString();
    }
}
