using System.Globalization;
using System.Text;

namespace Orders.Chaos.Requests.Making;

/// <summary>
/// Requests whose end is a matter of opinion. If the gateway and the query API ever disagreed about it, somebody would get the answer to
/// a question that another one asked: every answer is held against its own question, and one too many is wrong too.
/// </summary>
internal static class FramingRequests
{
    private static readonly string[] Lengths = ["-1", "+5", "0x5", "5,5", "5, 6", "99999999999999999999", "5 ", "", "5\0", "1e1", "\u0665", "00000000000000000000005"];
    private static readonly string[] Codings = ["chunked", "Chunked", "chunked, chunked", "gzip, chunked", "chunked, gzip", "identity", "xchunked", " chunked", "chunked\t", "\"chunked\"", "chunked;x=1", "", "chunked\r\nTransfer-Encoding: identity"];
    private static readonly string[] Chunks = ["5\r\nhello\r\n0\r\n\r\n", "5\r\nhello0\r\n\r\n", "5;ext=\"\r\n\"\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "-1\r\n\r\n", "ffffffffffffffff\r\n", "5\nhello\n0\n\n", "5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n", "\r\n", "g\r\n", "5 \r\nhello\r\n0\r\n\r\n", "00000000000000000005\r\nhello\r\n0\r\n\r\n", "5\r\nhel"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var outer = scene.AnOrder().Uid;
        var inner = scene.AnOrder().Uid;
        var (method, target) = draw.Of([("GET", $"/api/orders/{outer}"), ("POST", "/api/dead-letters/replay"), ("POST", "/api/dead-letters/0/0/replay?dry_run=true"), ("DELETE", $"/api/orders/{outer}")]);
        var smuggled = $"GET /api/orders/{inner} HTTP/1.1\r\nHost: orders.test\r\n\r\n";
        var (headers, body) = draw.Below(7) switch
        {
            0 => ($"Content-Length: {draw.Of(Lengths)}\r\n", "hello"),
            1 => ($"Transfer-Encoding: {draw.Of(Codings)}\r\n", draw.Of(Chunks)),
            2 => ("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled),
            3 => ($"Transfer-Encoding: {draw.Of(Codings)}\r\nContent-Length: {smuggled.Length + 5}\r\n", "0\r\n\r\n" + smuggled),
            4 => ($"Content-Length: 0\r\nContent-Length: {smuggled.Length}\r\n", smuggled),
            5 => (string.Create(CultureInfo.InvariantCulture, $"Content-Length: {smuggled.Length}\r\n"), smuggled),
            _ => ($"Content-Length : {smuggled.Length}\r\nContent_Length: 0\r\nTransfer_Encoding: chunked\r\n", smuggled),
        };
        var wire = Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: orders.test\r\n{headers}\r\n{body}");
        var stranger = scene.Anything with { ForOperator = !scene.IsProduction || scene.Door == Door.QueryApi, Masked = scene.IsProduction, MayBeRefused = true };
        return new Request("framing", wire, stranger with { Uid = outer }, stranger with { Uid = inner }) { Door = scene.Door, Manner = Manner.AndLeave };
    }
}
