using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Orders.Gateway.Answering;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Guarding;

internal static class Limits
{
    // Kestrel's default is 1 MB of body that nobody has asked for yet, times the number of connections.
    private const int ReadAheadBytes = 64 * 1024;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.AddSettings<LimitOptions>("Limits");
        builder.Services.AddSingleton<ConnectionShares>();

        // The framework's own page about a host name that is not allowed would come without our headers.
        builder.Services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>, ConnectionShares>(Apply);
    }

    private static void Apply(KestrelServerOptions kestrel, IOptions<LimitOptions> options, ConnectionShares connections)
    {
        var own = options.Value;
        var limits = kestrel.Limits;
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(listener => listener.Use(connections.Guard));
        limits.MaxRequestBodySize = own.MaxRequestBodyBytes;
        limits.MaxRequestHeadersTotalSize = own.MaxRequestHeadersBytes;
        limits.MaxRequestLineSize = Math.Min(limits.MaxRequestLineSize, own.MaxRequestHeadersBytes);
        limits.MaxRequestBufferSize = Math.Max(ReadAheadBytes, own.MaxRequestHeadersBytes);
        limits.MaxConcurrentConnections = own.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.RequestHeadersTimeout = own.RequestHeadersTimeout;
        limits.KeepAliveTimeout = own.KeepAliveTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(own.MinBytesPerSecond, own.SlownessGrace);
        limits.MinResponseDataRate = new MinDataRate(own.MinBytesPerSecond, own.SlownessGrace);

        // HTTP/2 has no silence between two requests to end: whoever does not answer a ping is gone.
        limits.Http2.KeepAlivePingDelay = own.KeepAliveTimeout;
        limits.Http2.MaxRequestHeaderFieldSize = own.MaxRequestHeadersBytes;
    }

    /// <summary>
    /// Refuses a body that announces itself as too large before anything is done for it.
    /// One that does not announce its length is cut off by the server at the same limit.
    /// </summary>
    public static void UseBodySizeLimit(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<IOptions<LimitOptions>>().Value.MaxRequestBodyBytes;
        app.Use((context, next) => context.Request.ContentLength > limit ? Problem.BodyTooLarge.WriteAsync(context) : next(context));
    }
}
