using System.Globalization;

namespace Orders.Chaos.Requests.Making;

/// <summary>Conditions and ranges, sensible and not.</summary>
internal static class ConditionalRequests
{
    private static readonly string[] Tags = ["*", "\"\"", "\"", "W/\"1\"", "w/\"1\"", "1", "\"1", "\"1\",", ",\"1\"", "\"1\" \"2\"", "\"-1\"", "\"1-masked\"", "W/", "\"\u00e9\"", "\"a\tb\"", "*, \"1\"", "\"99999999999999999999\"", ""];
    private static readonly string[] Ranges = ["bytes=0-", "bytes=0-0", "bytes=-1", "bytes=5-2", "bytes=0-0,1-1,2-2", "bytes=999999-", "bytes=-0", "bytes=abc", "items=0-1", "bytes=0-18446744073709551616", "bytes=,", "bytes", "bytes=0-1,0-2,0-3,0-4,0-5"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var order = scene.AnOrder();
        var target = $"/api/orders/{order.Uid}";
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{order.Current}{(scene.Anything.Masked == true ? "-masked" : "")}\"");
        var other = string.Create(CultureInfo.InvariantCulture, $"\"{order.Current}{(scene.Anything.Masked == true ? "" : "-masked")}\"");
        return draw.Below(6) switch
        {
            0 => scene.Ask("condition", target, scene.At(order.Uid) with { Statuses = [304] }, draw.Of(["GET", "HEAD"]), $"If-None-Match: {draw.Of(["", "\"0\", ", "W/\"x\" ,"])}{draw.Of(["", "W/"])}{tag}\r\n"),
            // The tag of the other view must not answer for this one.
            1 => scene.Ask("condition", target, scene.At(order.Uid) with { Statuses = [200] }, headers: $"If-None-Match: {other}, \"0\"\r\n"),
            2 => scene.Ask("condition", target, scene.At(order.Uid), headers: $"{draw.Of(["If-None-Match", "If-Match", "If-Range", "If-Modified-Since", "If-Unmodified-Since"])}: {draw.Of(Tags)}\r\n"),
            3 => scene.Ask("condition", target, scene.At(order.Uid), headers: $"If-None-Match: {string.Join(", ", Enumerable.Range(0, draw.Between(50, 1_500)).Select(number => string.Create(CultureInfo.InvariantCulture, $"\"x{number}\"")))}\r\n"),
            4 => scene.Ask("range", target, scene.At(order.Uid) with { Statuses = [200] }, headers: $"Range: {draw.Of(Ranges)}\r\n{draw.Of(["", $"If-Range: {tag}\r\n"])}"),
            _ => scene.Ask("range", scene.Door == Door.Gateway ? draw.Of(["/", "/css/tokens.css", "/js/main.js", "/index.html"]) : "/openapi/v1.json", scene.Anything, headers: $"Range: {draw.Of(Ranges)}\r\n{draw.Of(["", $"If-Range: {draw.Of(Tags)}\r\n", $"If-Match: {draw.Of(Tags)}\r\n", "If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT\r\n"])}"),
        };
    }
}
