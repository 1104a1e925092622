using Microsoft.AspNetCore.Http.Features;
using Orders.Gateway.Answering;

namespace Orders.Gateway.Guarding;

/// <summary>
/// Refuses a host that is no name, such as <c>xn--</c>. The server lets it pass, and the framework throws wherever it is read: as a span or a
/// line of log begins, which ends the connection without an answer; on the way to a query API, as if none were there; in a redirect.
/// </summary>
/// <remarks>So it is taken off a request as its context is made, before anybody reads it.</remarks>
internal sealed class HostNames(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory _contexts = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        var context = _contexts.Create(featureCollection);
        if (!IsReadable(context.Request))
        {
            context.Request.Headers.Host = default;
            context.Features.Set(Unreadable.Instance);
        }

        return context;
    }

    public void Dispose(HttpContext httpContext) => _contexts.Dispose(httpContext);

    private static bool IsReadable(HttpRequest request)
    {
        try
        {
            _ = request.Host.ToUriComponent();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>On a request that had such a host.</summary>
    internal sealed class Unreadable
    {
        public static readonly Unreadable Instance = new();
    }
}

internal static class HostNamesPipeline
{
    public static void AddHostNames(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IHttpContextFactory, HostNames>();

    public static void UseHostNames(this WebApplication app) =>
        app.Use((context, next) => context.Features.Get<HostNames.Unreadable>() is null ? next(context) : Problem.BadRequest.WriteAsync(context));
}
