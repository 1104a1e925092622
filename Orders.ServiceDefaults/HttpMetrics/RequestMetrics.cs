using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Orders.ServiceDefaults.HttpErrors;

namespace Orders.ServiceDefaults.HttpMetrics;

/// <summary>Counts and times requests by their route, with the answers to what they throw.</summary>
internal sealed class RequestMetrics(RequestDelegate next, ErrorAnswers errors)
{
    /// <summary>What nginx made customary for a client that went away before the answer.</summary>
    private const int ClientClosedRequest = 499;

    private const string EventStream = "text/event-stream";

    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        // Routing has run by now, unless the service placed it later itself; an error handler then clears what it found.
        var endpoint = context.GetEndpoint();
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // Not swallowed: answered, or thrown again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            try
            {
                await errors.AnswerAsync(context, exception);
            }
            catch
            {
                Settle(context, endpoint, StatusOf(exception, context), start);
                throw;
            }
        }

        Settle(context, endpoint, context.Response.StatusCode, start);
    }

    private static void Settle(HttpContext context, Endpoint? endpoint, int status, long start)
    {
        var route = RouteMetrics.Of(endpoint ?? context.GetEndpoint());
        if (context.Response.ContentType is { } type && type.StartsWith(EventStream, StringComparison.Ordinal))
        {
            route.Count(status);
        }
        else
        {
            route.Observe(status, Stopwatch.GetElapsedTime(start));
        }
    }

    private static int StatusOf(Exception exception, HttpContext context) => exception switch
    {
        OperationCanceledException when context.RequestAborted.IsCancellationRequested => ClientClosedRequest,
        _ when context.Response.HasStarted => context.Response.StatusCode,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };
}
