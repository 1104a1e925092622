using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>
/// ASP.NET Core's own span of a request knows neither its route nor how it ended; this adds both, and the name that the
/// semantic conventions ask for.
/// </summary>
internal sealed class ServerSpans(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<NotTraced>() is not null)
        {
            span?.Leave();
        }

        if (span is not { IsAllDataRequested: true })
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            Describe(span, context, endpoint, error: null);
        }
        catch (Exception exception)
        {
            Describe(span, context, endpoint, exception);
            throw;
        }
    }

    private static void Describe(Activity span, HttpContext context, Endpoint? endpoint, Exception? error)
    {
        if ((endpoint ?? context.GetEndpoint()) is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.SetTag("http.route", route);
            span.DisplayName = $"{context.Request.Method} {route}";
        }
        else
        {
            span.DisplayName = context.Request.Method;
        }

        if (error is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // The client left: nobody got a status, and nothing went wrong here.
            span.SetTag("error.type", error.GetType().FullName);
            return;
        }

        var status = Status(context, error);
        span.SetTag("http.response.status_code", status);
        if (error is not null)
        {
            span.AddException(error);
        }

        if (status >= StatusCodes.Status500InternalServerError || (error is not null && context.Response.HasStarted))
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", error?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>An exception that gets this far is answered after us.</summary>
    private static int Status(HttpContext context, Exception? error) => error switch
    {
        null => context.Response.StatusCode,
        _ when context.Response.HasStarted => context.Response.StatusCode,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };
}

internal static class ServerSpansPipeline
{
    public static void UseServerSpans(this IApplicationBuilder app)
    {
        if (app.IsTraced())
        {
            app.UseMiddleware<ServerSpans>();
        }
    }
}
