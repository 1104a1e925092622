using Orders.Gateway.Answering;
using Orders.ServiceDefaults.CrossSite;

namespace Orders.Gateway.Guarding;

/// <summary>
/// Lets no other site's page change anything through its reader's browser: whoever develops here has a gateway without keys open on the
/// loopback, and every page they look at could post to it.
/// </summary>
internal static class CrossSite
{
    public static void UseSameSite(this WebApplication app) => app.Use((context, next) =>
        CrossSiteRequest.MayChangeSomething(context.Request.Method) && CrossSiteRequest.IsFromAnotherSite(context.Request)
            ? Problem.CrossSite.WriteAsync(context)
            : next(context));
}
