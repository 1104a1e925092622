using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway.Proxying;

/// <summary>
/// A query API that refuses, breaks off or stays silent costs the client nothing as long as another can answer:
/// a read that has sent nothing back yet goes to the next one, to each at most once.
/// </summary>
internal sealed class SecondChance(RequestDelegate next, ILogger<SecondChance> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var untried = proxy.AvailableDestinations;

        await next(context);

        while (context.GetProxyFailure() is { } failure)
        {
            ProxyMetrics.AttemptFailed(context, failure);
            if (!CanRepeat(context, failure))
            {
                return;
            }

            untried = [.. untried.Where(destination => destination != proxy.ProxiedDestination)];
            Log.DestinationFailed(logger, proxy.ProxiedDestination?.DestinationId, failure, untried.Count);
            if (untried.Count == 0)
            {
                return;
            }

            ProxyMetrics.Retried();
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            proxy.AvailableDestinations = untried;
            await next(context);
        }
    }

    // A body is gone once it was sent, and only a read may be done twice.
    private static bool CanRepeat(HttpContext context, ForwarderError error) =>
        error is ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination or ForwarderError.ResponseBodyCanceled
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
