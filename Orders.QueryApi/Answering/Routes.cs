using Orders.ServiceDefaults.CrossSite;

namespace Orders.QueryApi.Answering;

/// <summary>Maps plain request delegates: they write UTF-8 themselves, and nothing is derived from their signature.</summary>
internal static class Routes
{
    public static void MapRead(this IEndpointRouteBuilder routes, string pattern, RequestDelegate answer) =>
        routes.MapOnly(pattern, [HttpMethods.Get, HttpMethods.Head], answer);

    /// <summary>
    /// For what changes something. The gateway has asked where the request comes from; but on a developer's machine a page of another
    /// site reaches this port too.
    /// </summary>
    public static void MapChange(this IEndpointRouteBuilder routes, string pattern, RequestDelegate answer) => routes.MapOnly(
        pattern,
        [HttpMethods.Post],
        context => CrossSiteRequest.SaysAnotherSite(context.Request) == true ? Problems.CrossSite.WriteAsync(context) : answer(context));

    /// <summary>Any other method is answered with 405 and what is allowed.</summary>
    /// <remarks>
    /// One endpoint, which looks at the method itself: where the router has several to choose from, each request pays for a set of candidates.
    /// </remarks>
    public static void MapOnly(this IEndpointRouteBuilder routes, string pattern, IReadOnlyList<string> methods, RequestDelegate answer)
    {
        var refusal = Problems.MethodNotAllowed(string.Join(", ", methods));
        routes
            .Map(pattern, context => methods.Contains(context.Request.Method) ? answer(context) : refusal.WriteAsync(context))
            .WithMetadata(new AllowedMethods(methods));
    }

    /// <summary>Answers what no route is there for. Not a route itself, for the same reason.</summary>
    public static void UseNoSuchRoute(this WebApplication app) => app.Use(static (HttpContext context, RequestDelegate next) =>
        context.GetEndpoint() is null ? Problems.NoSuchRoute.WriteAsync(context) : next(context));
}

/// <summary>What a route takes, for whoever lists the routes.</summary>
internal sealed record AllowedMethods(IReadOnlyList<string> Methods);
