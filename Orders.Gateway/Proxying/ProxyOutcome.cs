using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>Turns the proxy's own failures into one answer: 503 with Retry-After. What the client got wrong keeps its 4xx.</summary>
internal static class ProxyOutcome
{
    public static void UseProxyOutcome(this WebApplication app)
    {
        var retryAfter = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.RetryAfter;
        StringValues seconds = ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        app.Use(async (context, next) =>
        {
            await next(context);

            var failure = context.GetProxyFailure();
            if (context.Features.Get<IReverseProxyFeature>() is not null)
            {
                ProxyMetrics.Settled(context, failure);
            }

            if (context.Response.HasStarted)
            {
                return;
            }

            if (failure is { } error)
            {
                Settle(context, error, seconds);
            }
            else if (context.Response is { StatusCode: >= 400, ContentType: null } response)
            {
                // An error of the query API without a body; whoever writes the problem sets the length.
                response.ContentLength = null;
            }
        });
    }

    private static void Settle(HttpContext context, ForwarderError error, StringValues retryAfter)
    {
        var response = context.Response;
        if (error is ForwarderError.RequestBodyClient)
        {
            return;
        }

        // This runs outside the request timeout: RequestAborted is again the client's own, so a timeout is not taken for a client that left.
        if (context.RequestAborted.IsCancellationRequested)
        {
            response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }

        response.Clear();
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = retryAfter;
    }
}
