using System.Globalization;
using System.Text;

namespace Orders.Chaos.Requests.Making;

/// <summary>Targets beside the routes: other files, other forms, other services, doors that are not there.</summary>
internal static class StrayTargets
{
    private static readonly string[] Hidden =
    [
        "/metrics", "/health/details", "/alive/", "/swagger", "/openapi/v2.json", "/openapi", "/debug", "/admin", "/.env", "/.git/config", "/appsettings.json", "/web.config",
        "/Orders.Gateway.dll", "/Orders.Gateway.runtimeconfig.json", "/frontend/index.html", "/index.html/..", "/favicon.ico", "/robots.txt", "/api", "/api/", "/api/orders/", "/api/operations/x",
        "/api/dead-letters/", "/api/dead-letters/0", "/api/dead-letters/0/0", "/api/orders/x/y/z", "/API/DEAD-LETTERS/0", "/orders/%2e%2e/%2e%2e/etc/passwd", "/js/", "/css/..", "//", "/./", "/?", "/?x=1",
    ];

    private static readonly string[] Files = ["/../appsettings.json", "/..%2f..%2fOrders.Gateway.dll", "/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cappsettings.json", "/....//....//etc/passwd", "/index.html%00.js", "/index.html:$DATA", "/C:/windows/win.ini", "/etc/passwd", "/%2fetc%2fpasswd", "/index.html.gz", "/INDEX.HTML", "/index.html/"];

    public static Request Make(Scene scene)
    {
        var draw = scene.Draw;
        var uid = scene.AnOrder().Uid;
        return draw.Below(6) switch
        {
            0 => scene.Ask("stray", draw.Of(Hidden), scene.Anything, draw.Of(["GET", "HEAD"])),
            1 => scene.Ask("stray", draw.Of(Files), scene.Anything),
            // The absolute form is how a proxy is asked: this door leads to its own API and nowhere else, whatever host is named.
            2 => scene.Ask("target form", $"{draw.Of(["http", "https", "HTTP", "ftp", "javascript", "gopher"])}://{draw.Of(["orders.test", "169.254.169.254", "localhost:5432", "user:pass@orders.test", "[::1]:9092", "127.0.0.1"])}/api/orders/{uid}", scene.At(uid)),
            3 => Form(scene, draw.Of(["orders.test:443", "127.0.0.1:5432", "*", "", "?", "#", "api/orders/" + uid, "//api/orders/" + uid, "\\api\\orders\\" + uid, "/api/orders/" + uid + " /x", "http:", "http:///", ":80", "/ /"])),
            4 => scene.Ask("stray", $"{draw.Of(["/api/orders/", "/API/Orders/", "/Api/ORDER/"])}{uid}{draw.Of(["", "/", "?", "?a", "#x"])}", scene.At(uid)),
            _ => scene.Ask("stray", string.Create(CultureInfo.InvariantCulture, $"/{string.Join('/', Enumerable.Range(0, draw.Between(1, 30)).Select(_ => draw.Text(draw.Between(0, 12))))}"), scene.Anything),
        };
    }

    private static Request Form(Scene scene, string target)
    {
        var method = scene.Draw.Of(["GET", "CONNECT", "OPTIONS", "HEAD"]);
        return new Request("target form", Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: orders.test\r\n\r\n"), scene.Anything with
        {
            Uid = scene.Known.ByUid.Keys.FirstOrDefault(uid => target.EndsWith("/" + uid, StringComparison.Ordinal)),
            IsToHead = method == "HEAD",
            // Where a blank cuts the target short, what follows is read as the version.
            IsOtherVersion = true,
        }) { Door = scene.Door };
    }
}
