using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Orders.Gateway.Proxying;

/// <summary>Gives every route the same transformer: none says more about it in its configuration.</summary>
internal sealed class QueryApiTransforms(QueryApiTransformer transformer) : ITransformBuilder
{
    public IReadOnlyList<Exception> ValidateRoute(RouteConfig route) => [];

    public IReadOnlyList<Exception> ValidateCluster(ClusterConfig cluster) => [];

    public HttpTransformer Build(RouteConfig route, ClusterConfig? cluster) => transformer;

    /// <exception cref="NotSupportedException">Always: it is for requests that are forwarded without a route.</exception>
    public HttpTransformer Create(Action<TransformBuilderContext> action) => throw new NotSupportedException("Requests are passed on by routes only.");
}
