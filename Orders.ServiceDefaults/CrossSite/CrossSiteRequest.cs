using Microsoft.AspNetCore.Http;

namespace Orders.ServiceDefaults.CrossSite;

/// <summary>
/// Tells requests that a browser sends on behalf of another site's page, as the OWASP cheat sheet on request forgery has it: by
/// Sec-Fetch-Site, and where a browser does not say that (plain http to anything but the loopback), by Origin against Host. No page's
/// script can set any of the three. Programs that are no browsers send neither of the first two, and have nothing to be ridden on. Pure.
/// </summary>
/// <remarks>
/// Referer is not asked: a page decides whether its requests carry one, and every browser of these years sends Origin with what could
/// change something. The next of kin, another port or a sister name (<c>same-site</c>), is another site here.
/// </remarks>
public static class CrossSiteRequest
{
    private const string SecFetchSite = "Sec-Fetch-Site";

    /// <summary>By method. Whatever is not known to be safe may change something.</summary>
    public static bool MayChangeSomething(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));

    /// <summary>For whoever is asked under the name that the browser knows.</summary>
    public static bool IsFromAnotherSite(HttpRequest request) => SaysAnotherSite(request) ?? HasAnotherOrigin(request);

    /// <summary>For whoever stands behind a proxy and does not know under which name the browser asked.</summary>
    /// <returns>Null when the request says nothing about it.</returns>
    public static bool? SaysAnotherSite(HttpRequest request) => request.Headers[SecFetchSite] switch
    {
        [] => null,
        ["same-origin" or "none"] => false,
        _ => true,
    };

    private static bool HasAnotherOrigin(HttpRequest request) => request.Headers.Origin switch
    {
        [] => false,
        [{ } origin] => !IsOrigin(origin, request),
        _ => true,
    };

    // The scheme of the request is what the last hop used: a proxy that ends TLS and is not trusted makes https look like http, but
    // nothing makes http look like https. So an http page may not post to https, and the other way round only the host decides.
    private static bool IsOrigin(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && (page.Scheme == Uri.UriSchemeHttps || (page.Scheme == Uri.UriSchemeHttp && !request.IsHttps))
        && Uri.TryCreate($"{page.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var own)
        && page.Port == own.Port
        && string.Equals(page.IdnHost, own.IdnHost, StringComparison.OrdinalIgnoreCase);
}
