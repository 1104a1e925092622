using System.Globalization;
using System.Text;

namespace Orders.Chaos.Requests.Making;

/// <summary>The routes that take bodies. What is really sent back changes no order that others are asked about.</summary>
internal static class ReplayRequests
{
    private const string Json = "Content-Type: application/json\r\n";
    private static readonly string[] Nowhere = ["{\"partition\":0,\"offset\":-1}", "{\"partition\":0,\"offset\":-2}", "{\"partition\":-1,\"offset\":0}", "{\"partition\":99,\"offset\":0}", "{\"partition\":0,\"offset\":9223372036854775807}"];
    private static readonly string[] Places = ["0/-1", "-1/0", "0/99999999", "999/0", "0/99999999999999999999", "2147483648/0", "x/y", "0/0x0", "%30/%30%30%30", "0/1.0", "+0/+0", "0/ ", "0/1e1"];

    private static readonly string[] Bodies =
    [
        "", "{}", "[]", "null", "1", "\"", "{\"messages\":[]}", "{\"messages\":null}", "{\"messages\":[{}]}", "{\"messages\":[{\"partition\":0}]}", "{\"messages\":[{\"partition\":\"0\",\"offset\":0}]}",
        "{\"messages\":[{\"partition\":0,\"offset\":0}],\"dry_run\":\"yes\"}", "{\"messages\":[{\"partition\":0,\"offset\":0}],\"dry_run\":true,\"dry_run\":false}", "{\"messages\":[{\"partition\":0,\"offset\":0}],\"more\":1}", "{\"messages\":[{\"partition\":1e0,\"offset\":0}]}", "{\"messages\":[{\"partition\":2147483648,\"offset\":0}]}", "{\"messages\":", "\ufeff{}", "{\"mess\\u0061ges\":[]}",
    ];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        return draw.Below(8) switch
        {
            0 => scene.Ask("replay", $"/api/dead-letters/{draw.Of(Places)}/replay{draw.Of(["", "?dry_run=true"])}", scene.Anything, "POST", body: []),
            1 => Many(scene, Encoding.UTF8.GetBytes(draw.Of(Bodies)), scene.IsOperator ? scene.Refused(400, "invalid-body") : scene.Locked),
            2 => Many(scene, Deep(draw), scene.IsOperator ? scene.Refused(400, "invalid-body") : scene.Locked),
            3 => DryRun(scene),
            4 => Corrected(scene),

            // To a client of Kafka some of these are the end or the beginning.
            5 => Many(scene, Encoding.ASCII.GetBytes($"{{\"messages\":[{draw.Of(Nowhere)}]}}"), scene.AnsweredToOperator()),
            6 => scene.Ask("replay", Place(scene, draw.Of(["", "?dry_run=false", "?dry_run=maybe", "?dry_run=true&dry_run=true", "?x=1"])), scene.Anything, "POST", body: draw.Chance(0.5) ? [] : Registered(scene, draw.Bytes(draw.Between(1, 300)))),
            _ => Many(scene, draw.Bytes(draw.Between(1, 2_000)), scene.IsOperator ? scene.Refused(400, "invalid-body") : scene.Locked),
        };
    }

    /// <param name="expected">When it says that it is JSON; otherwise it is not looked at.</param>
    private static Request Many(Scene scene, byte[] body, Expected expected)
    {
        var headers = scene.Draw.Of([Json, Json, "", "Content-Type: text/plain\r\n", "Content-Type: multipart/form-data\r\n", "Content-Encoding: gzip\r\n"]);
        var isTaken = headers == Json || body.Length == 0 || !scene.IsOperator;
        return scene.Ask("replay many", "/api/dead-letters/replay", isTaken ? expected : scene.Refused(415, "unsupported-media-type"), "POST", headers, body);
    }

    private static byte[] Deep(Draw draw)
    {
        var depth = draw.Between(60, 7_000);
        return Encoding.ASCII.GetBytes(draw.Of(["[", "{\"messages\":", "{\"a\":"]) + new string('[', depth) + (draw.Chance(0.5) ? new string(']', depth) : ""));
    }

    private static Request DryRun(Scene scene)
    {
        var draw = scene.Draw;
        var places = Enumerable.Range(0, draw.Between(1, 20)).Select(_ => draw.Of(scene.Known.Places.DeadLetters)).Distinct();
        var messages = string.Join(',', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{{\"partition\":{place.Partition},\"offset\":{place.Offset}}}")));
        return Many(scene, Encoding.ASCII.GetBytes($"{{\"messages\":[{messages}],\"dry_run\":true}}"), scene.AnsweredToOperator());
    }

    private static Request Corrected(Scene scene)
    {
        var (_, text) = scene.Known.Correction(scene.Number);
        return scene.Ask("replay", Place(scene, ""), scene.AnsweredToOperator(202), "POST", Json, text.Full);
    }

    private static string Place(Scene scene, string query)
    {
        var (partition, offset) = scene.Draw.Of(scene.Known.Places.DeadLetters);
        return string.Create(CultureInfo.InvariantCulture, $"/api/dead-letters/{partition}/{offset}/replay{query}");
    }

    private static byte[] Registered(Scene scene, byte[] body)
    {
        scene.Known.Register(body);
        return body;
    }
}
