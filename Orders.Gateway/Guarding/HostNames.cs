using Orders.Gateway.Answering;

namespace Orders.Gateway.Guarding;

/// <summary>
/// Refuses a host that is no name, such as <c>xn--</c>. The server lets it pass, and the framework throws wherever it is read later: on the
/// way to a query API, which would look as if none were there, in a redirect, or as an answer over TLS starts.
/// </summary>
internal static class HostNames
{
    public static void UseHostNames(this WebApplication app) =>
        app.Use((context, next) => IsReadable(context.Request) ? next(context) : RefuseAsync(context));

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

    private static Task RefuseAsync(HttpContext context)
    {
        // The answer's own headers depend on it.
        context.Request.Headers.Host = default;
        return Problem.BadRequest.WriteAsync(context);
    }
}
