namespace Orders.QueryApi.Answering;

/// <summary>Maps plain request delegates: they write UTF-8 themselves, and nothing is derived from their signature.</summary>
internal static class Routes
{
    public static void MapRead(this IEndpointRouteBuilder routes, string pattern, RequestDelegate answer) =>
        routes.MapOnly(pattern, [HttpMethods.Get, HttpMethods.Head], answer);

    /// <summary>Any other method is answered with 405 and what is allowed.</summary>
    public static void MapOnly(this IEndpointRouteBuilder routes, string pattern, IReadOnlyList<string> methods, RequestDelegate answer)
    {
        routes.MapMethods(pattern, methods, answer);
        routes.Map(pattern, Problems.MethodNotAllowed(string.Join(", ", methods)).WriteAsync);
    }
}
