using System.Globalization;
using System.Text;

namespace Orders.Chaos.Requests.Making;

/// <summary>Headers that claim, smuggle, repeat and break off.</summary>
internal static class HeaderRequests
{
    private static readonly string[] Claims =
    [
        "X-Orders-View: full", "x-orders-view:full", "X-Orders-View : full", "X-Orders-View: full\r\nX-Orders-View: masked", "X_Orders_View: full", "Connection: X-Orders-View", "Connection: close, x-orders-view",
        "X-Forwarded-For: 127.0.0.1", "X-Forwarded-For: ::1, 10.0.0.1, unknown", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /api", "Forwarded: for=127.0.0.1;proto=https;host=evil.example",
        "X-Real-IP: 127.0.0.1", "X-Original-URL: /api/dead-letters", "X-Rewrite-URL: /metrics", "X-Original-Host: localhost", "Via: 1.1 gateway", "X-Masked: false", "X-Cache: hit", "ETag: \"1\"",
        "traceparent: 00-00000000000000000000000000000000-0000000000000000-00", "traceparent: nonsense", "tracestate: a=b,,,=", "baggage: key=%00", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQ",
        "Expect: 100-continue", "Expect: 200-maybe", "Accept-Encoding: gzip;q=2, br;q=-1, *;q=x", "Accept-Encoding: identity;q=0, *;q=0", "Accept: ", "Accept: text/html;level=1;q=9", "Accept-Language: \u00ff\u00fe", "Cookie: .AspNetCore.Session=x; ;;=", "Authorization: Basic AAAA", "Content-Type: \u0001", "Referer: javascript:alert(1)",
        "Origin: null", "Access-Control-Request-Method: DELETE", "Keep-Alive: timeout=99999999999", "Connection: keep-alive, keep-alive", "Proxy-Connection: close", "TE: trailers, deflate", "Max-Forwards: -1", "Date: yesterday", "Last-Event-ID: 3",
        // UTF-8, which the server takes and a client of .NET does not send.
        "If-None-Match: \"\u00c3\u00a9\"", "Cookie: \u00c3\u00a9", "traceparent: \u00c3\u00a9", "Last-Event-ID: \u00c3\u00a9",
    ];

    // None of these may become a header of the answer, nor a second request.
    private static readonly string[] Broken =
    [
        "X-A: b\rX-Injected: 1", "X-A: b\nX-Injected: 1", "X-A: b\0c", "X-A", ": empty", "X A: b", "X-A: b\r\n folded", " X-A: b", "X-A\t: b", "\u00e9: b", "X-A: \u00e9", "X-A:" , "\r", "X-A: b\r\n\tc", "Host", "(X): b", "X-A: \u007f", "X-\u0001: b",
    ];

    private static readonly string[] Hosts = ["", "a", "evil.example", "evil.example:99999", "a b", "a,b", "[::1]", "[::1", "localhost:5432", "user@orders.test", "orders.test/..", "\u00e9", "a\0b", "*", "xn--", "xn--a", "a..b,", new string('a', 64) + ",", "xn--99999999999", "127.0.0.1:8081"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var uid = scene.AnOrder().Uid;
        return draw.Below(6) switch
        {
            0 or 1 => Claim(scene, uid),
            2 => scene.Ask("header", $"/api/orders/{uid}", scene.At(uid), headers: draw.Of(Broken) + "\r\n"),
            3 => Host(scene, uid),
            4 => Key(scene, uid),
            _ => Repeated(scene, uid),
        };
    }

    private static Request Claim(Scene scene, string uid)
    {
        var draw = scene.Draw;
        var claims = string.Concat(Enumerable.Range(0, draw.Between(1, 4)).Select(_ => draw.Of(Claims) + "\r\n"));
        // The query API does believe the gateway's header.
        var expected = scene.At(uid) with { Masked = scene.Door == Door.QueryApi ? null : scene.Anything.Masked, MayBeRefused = true };
        return scene.Ask("claim", $"/api/orders/{uid}{draw.Of(["", "", "/history"])}", expected, headers: claims) with { Manner = Manner.AndLeave };
    }

    private static Request Host(Scene scene, string uid)
    {
        var draw = scene.Draw;
        var hosts = string.Concat(Enumerable.Range(0, draw.Between(0, 3)).Select(_ => $"Host: {draw.Of(Hosts)}\r\n"));
        return new Request("host", Encoding.Latin1.GetBytes($"GET /api/orders/{uid} HTTP/1.1\r\n{hosts}\r\n"), scene.At(uid) with { ForOperator = !scene.IsProduction, Masked = scene.IsProduction }) { Door = scene.Door };
    }

    // Whoever sends a key that is none, or two of them, is no operator.
    private static Request Key(Scene scene, string uid)
    {
        var draw = scene.Draw;
        var key = scene.Known.Key;
        string[] guesses = [draw.Text(46), key[..^1], key + "A", key.ToUpperInvariant(), $"{key}, {key}", $"\"{key}\"", $"Bearer {key}", "", "ok_", "' OR 1=1 --", scene.Known.KeyHash, draw.Text(5_000), "\u00ff", $"{key}\r\nX-Api-Key: {draw.Text(10)}"];
        var guess = draw.Of(guesses);
        var masked = scene.IsProduction;
        var target = draw.Of([$"/api/orders/{uid}", $"/api/orders/{uid}/history", "/api/dead-letters", "/api/orders", "/api/operations", "/api/session"]);
        var wire = Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: orders.test\r\nX-Api-Key: {guess}\r\n\r\n");
        return new Request("key guess", wire, scene.At(uid) with { ForOperator = !scene.IsProduction || scene.Door == Door.QueryApi, Masked = masked }) { Door = scene.Door };
    }

    private static Request Repeated(Scene scene, string uid)
    {
        var draw = scene.Draw;
        var name = draw.Of(["Accept", "If-None-Match", "X-Forwarded-For", "Cookie", "Range", "Content-Type", "X-Api-Key", "Last-Event-ID", "Accept-Encoding", "Connection", "User-Agent", "If-Match"]);
        var headers = string.Concat(Enumerable.Range(0, draw.Between(2, 60)).Select(index => string.Create(CultureInfo.InvariantCulture, $"{name}: {draw.Text(draw.Between(0, 30))}{index}\r\n")));
        return new Request("repeated", scene.Wire($"/api/orders/{uid}", headers: headers, withKey: false), scene.At(uid) with { ForOperator = !scene.IsProduction, Masked = scene.IsProduction }) { Door = scene.Door, Manner = Manner.AndLeave };
    }
}
