using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway.Proxying;

/// <summary>
/// A query API that refuses, breaks off or stays silent costs the client nothing as long as another can answer:
/// a read that has sent nothing back yet goes to the next one, to each at most once.
/// </summary>
/// <remarks>All that surrounds an attempt is in one method: each that waits by itself costs every request its state and a continuation.</remarks>
internal sealed class Attempts(
    RequestDelegate next, PatientRequests patience, RequestEnds ends, FailureStreaks streaks, ProxyOutcome outcome, ILogger<Attempts> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        patience.Direct(proxy);
        var end = ends.Of(context, proxy);
        context.Features.Set(end);
        var untried = proxy.AvailableDestinations;
        await next(context);
        streaks.Count(context, proxy);

        while (context.GetProxyFailure() is { } failure)
        {
            ProxyMetrics.AttemptFailed(context, failure);
            if (!CanRepeat(context, failure, end))
            {
                break;
            }

            untried = [.. untried.Where(destination => destination != proxy.ProxiedDestination)];
            Log.DestinationFailed(logger, proxy.ProxiedDestination?.DestinationId, failure, untried.Count);
            if (untried.Count == 0)
            {
                break;
            }

            ProxyMetrics.Retried();
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            proxy.AvailableDestinations = untried;
            await next(context);
            streaks.Count(context, proxy);
        }

        await outcome.SettleAsync(context);
    }

    // A body is gone once it was sent, and only a read may be done twice.
    private static bool CanRepeat(HttpContext context, ForwarderError error, RequestEnd end) =>
        error is ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination or ForwarderError.ResponseBodyCanceled
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && !end.Token.IsCancellationRequested
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
