using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Orders.Gateway.Guarding;

internal static class SecurityHeaders
{
    // Everything the page needs comes from here; whatever else is in an order's fields cannot load, run, frame or post anything.
    // Trusted Types take innerHTML and its like away even from our own scripts.
    private static readonly StringValues ContentSecurityPolicy = string.Join("; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'");

    private static readonly StringValues PermissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>Set as the answer starts, so that no answer escapes them: a cleared response and a proxied one have them too.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state => Write((HttpResponse)state), context.Response);
        return next(context);
    });

    private static Task Write(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;

        // What answered behind the door is nobody's business.
        headers.Remove(HeaderNames.Server);
        return Task.CompletedTask;
    }
}
