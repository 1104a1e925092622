using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

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

    public static bool IsForOperators(Endpoint? endpoint)
    {
        if (endpoint is null)
        {
            return false;
        }

        if (endpoint.Metadata.GetMetadata<RouteModel>() is { } proxied)
        {
            return proxied.Config.Metadata?.GetValueOrDefault(MetadataKey) != MetadataEverybody;
        }

        return endpoint.Metadata.GetMetadata<Access>() == Operators;
    }
}
