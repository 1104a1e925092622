using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Limiting;

/// <summary>Routes whose answers last as long as somebody listens.</summary>
internal static class EventStreams
{
    private const string MetadataKey = "answer";
    private const string MetadataStream = "stream";

    /// <summary>For <see cref="RouteConfig.Metadata"/>.</summary>
    public static IReadOnlyDictionary<string, string> Route(IReadOnlyDictionary<string, string> metadata) =>
        new Dictionary<string, string>(metadata) { [MetadataKey] = MetadataStream };

    public static void UseEventStreams(this WebApplication app)
    {
        var limiter = app.Services.GetRequiredService<StreamLimiter>();
        app.Use((context, next) => IsStream(context.GetEndpoint()) ? limiter.RunAsync(context, next) : next(context));
    }

    private static bool IsStream(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<RouteModel>()?.Config.Metadata?.GetValueOrDefault(MetadataKey) == MetadataStream;
}
