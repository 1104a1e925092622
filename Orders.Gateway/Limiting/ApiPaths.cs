namespace Orders.Gateway.Limiting;

internal static class ApiPaths
{
    private static readonly PathString Api = "/api";
    private static readonly PathString Description = "/openapi";

    /// <summary>By the path and not by the endpoint, so that addresses where nothing is cost the same as the others.</summary>
    public static bool Contain(PathString path) => path.StartsWithSegments(Api) || path.StartsWithSegments(Description);
}
