using Yarp.ReverseProxy.Configuration;

namespace Orders.Gateway.Limiting;

/// <summary>Routes whose answers last as long as somebody listens; as metadata of an endpoint, that it is one.</summary>
internal sealed class EventStreams
{
    private const string MetadataKey = "answer";
    private const string MetadataStream = "stream";

    private static readonly EventStreams Metadata = new();

    /// <summary>For <see cref="RouteConfig.Metadata"/>.</summary>
    public static IReadOnlyDictionary<string, string> Route(IReadOnlyDictionary<string, string> metadata) =>
        new Dictionary<string, string>(metadata) { [MetadataKey] = MetadataStream };

    public static void Mark(IEndpointConventionBuilder endpoint, RouteConfig route)
    {
        if (route.Metadata?.GetValueOrDefault(MetadataKey) == MetadataStream)
        {
            endpoint.WithMetadata(Metadata);
        }
    }

    public static bool Are(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<EventStreams>() is not null;
}

internal static class EventStreamsPipeline
{
    public static void UseEventStreams(this WebApplication app)
    {
        var limiter = app.Services.GetRequiredService<StreamLimiter>();
        app.Use((context, next) => EventStreams.Are(context.GetEndpoint()) ? limiter.RunAsync(context, next) : next(context));
    }
}
