using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Orders.Gateway.Page;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Guarding;

internal sealed class SecurityHeaders
{
    // Everything the page needs comes from here; whatever else is in an order's fields cannot load, run, frame or post anything.
    // Trusted Types take innerHTML and its like away even from our own scripts.
    private static readonly CompositeFormat DocumentPolicy = CompositeFormat.Parse(string.Join("; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' {0}",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'"));

    // What is no document needs nothing; the page is made of dozens of files, and headers are a good part of their weight.
    private static readonly StringValues OtherPolicy = "default-src 'none'; frame-ancestors 'none'";

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Deny = "DENY";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues PermissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private readonly Func<object, Task> _write;
    private readonly StringValues _documentPolicy;
    private readonly StringValues _strictTransport;

    private SecurityHeaders(HttpsOptions https, PageDocument page)
    {
        _documentPolicy = string.Format(CultureInfo.InvariantCulture, DocumentPolicy, page.StyleHash);
        _write = state => Write((HttpContext)state);
        _strictTransport = https.StrictTransportMaxAge > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"max-age={(long)https.StrictTransportMaxAge.TotalSeconds}{(https.IncludeSubDomains ? "; includeSubDomains" : "")}")
            : StringValues.Empty;
    }

    /// <summary>Set as the answer starts, so that no answer escapes them: a cleared response and a proxied one have them too.</summary>
    public static void Use(WebApplication app)
    {
        var headers = new SecurityHeaders(app.Services.GetRequiredService<IOptions<HttpsOptions>>().Value, app.Services.GetRequiredService<PageFileProvider>().Document);
        app.Use((context, next) =>
        {
            context.Response.OnStarting(headers._write, context);
            return next(context);
        });
    }

    private Task Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isDocument = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        headers.ContentSecurityPolicy = isDocument ? _documentPolicy : OtherPolicy;
        headers.XContentTypeOptions = NoSniff;
        headers.XFrameOptions = Deny;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        if (isDocument)
        {
            headers["Cross-Origin-Opener-Policy"] = SameOrigin;
            headers["Permissions-Policy"] = PermissionsPolicy;
        }

        if (context.Request.IsHttps && !IsThisMachine(context.Request.Host))
        {
            headers.StrictTransportSecurity = _strictTransport;
        }

        // What answered behind the door is nobody's business.
        headers.Remove(HeaderNames.Server);
        return Task.CompletedTask;
    }

    // Browsers remember it for the name, whatever the port: everything else on a developer's localhost would stop working.
    private static bool IsThisMachine(HostString host) =>
        host.Host is "localhost" or "[::1]" || host.Host.StartsWith("127.", StringComparison.Ordinal) || host.Host.EndsWith(".localhost", StringComparison.Ordinal);
}

internal static class SecurityHeadersPipeline
{
    public static void AddHttps(this WebApplicationBuilder builder) => builder.AddSettings<HttpsOptions>("Https");

    public static void UseSecurityHeaders(this WebApplication app) => SecurityHeaders.Use(app);
}
