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
    public static void MapOnly(this IEndpointRouteBuilder routes, string pattern, IReadOnlyList<string> methods, RequestDelegate answer)
    {
        routes.MapMethods(pattern, methods, answer);
        routes.Map(pattern, Problems.MethodNotAllowed(string.Join(", ", methods)).WriteAsync);
    }
}
