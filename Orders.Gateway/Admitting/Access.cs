using Orders.Gateway.Proxying;
using Yarp.ReverseProxy.Configuration;

namespace Orders.Gateway.Admitting;

/// <summary>Who may use an endpoint. A route to the query API that does not say so is the operators': forgetting the mark locks, never opens.</summary>
internal sealed class Access
{
    public static readonly Access Everybody = new();
    public static readonly Access Operators = new();

    private const string MetadataKey = "access";
    private const string MetadataEverybody = "everybody";

    /// <summary>For <see cref="RouteConfig.Metadata"/>.</summary>
    public static IReadOnlyDictionary<string, string> EverybodysRoute { get; } = new Dictionary<string, string> { [MetadataKey] = MetadataEverybody };

    /// <summary>What the endpoint of a route gets as metadata.</summary>
    public static Access Of(RouteConfig route) =>
        route.Metadata?.GetValueOrDefault(MetadataKey) == MetadataEverybody ? Everybody : Operators;

    public static bool IsForOperators(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Access>() is { } access
        ? access == Operators
        : QueryApiRoutes.Have(endpoint);
}
