using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Orders.Gateway.Answering;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway.Proxying;

/// <summary>
/// Turns the proxy's own failures into one answer: 503 with Retry-After. What the client got wrong keeps its 4xx. An error without a body gets
/// one here, whoever it is from.
/// </summary>
internal sealed class ProxyOutcome(IOptions<ProxyOptions> options)
{
    private readonly StringValues _retryAfter = ((int)Math.Ceiling(options.Value.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <summary>When no other attempt follows.</summary>
    public Task SettleAsync(HttpContext context)
    {
        var failure = context.GetProxyFailure();
        ProxyMetrics.Settled(context, failure);
        var response = context.Response;
        if (response.HasStarted)
        {
            return Task.CompletedTask;
        }

        if (failure is { } error and not ForwarderError.RequestBodyClient)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return Task.CompletedTask;
            }

            response.Clear();
            response.Headers.RetryAfter = _retryAfter;
            return Problem.Unavailable.WriteAsync(context);
        }

        return response is { StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null }
            ? Problem.Of(response.StatusCode).WriteAsync(context)
            : Task.CompletedTask;
    }
}
