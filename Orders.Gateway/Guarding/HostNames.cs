using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Orders.Gateway.Answering;
using Orders.Gateway.Listening;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Guarding;

/// <summary>
/// Refuses a host that is no name, such as <c>xn--</c>. The server lets it pass, and the framework throws wherever it is read: as a span or a
/// line of log begins, which ends the connection without an answer; on the way to a query API, as if none were there; in a redirect.
/// </summary>
/// <remarks>
/// So it is taken off a request between the server and the framework, before anybody reads it. A factory of contexts would be the simpler
/// place, but with any other than its own the framework makes each request's context anew.
/// </remarks>
internal sealed class HostNames(IServer server) : IServer
{
    // Found here, routing looks for none. It is on both listeners, and whoever asks is counted like everybody.
    private static readonly Endpoint Refusal = new(Problem.BadRequest.WriteAsync, new EndpointMetadataCollection(new ServedOnMetadata(ServedOn.Both)), displayName: null);

    public IFeatureCollection Features => server.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => server.StartAsync(new Application<TContext>(application), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    /// <summary>Whether the request is refused for its host, wherever it gets to.</summary>
    public static bool Refuse(HttpContext context) => context.GetEndpoint() == Refusal;

    private static bool IsReadable(string? host)
    {
        try
        {
#pragma warning disable CA2234 // As the framework reads it.
            _ = HostString.FromUriComponent(host ?? "");
#pragma warning restore CA2234
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private sealed class Application<TContext>(IHttpApplication<TContext> application) : IHttpApplication<TContext>
        where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            var headers = contextFeatures.GetRequiredFeature<IHttpRequestFeature>().Headers;
            if (!IsReadable(headers.Host))
            {
                headers.Host = default;
                contextFeatures.Set<IEndpointFeature>(new Found { Endpoint = Refusal });
            }

            return application.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => application.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => application.DisposeContext(context, exception);
    }

    private sealed class Found : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }
}

internal static class HostNamesPipeline
{
    public static void AddHostNames(this WebApplicationBuilder builder) => builder.Services.Wrap<IServer>(server => new HostNames(server));
}
