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
        if (endpoint?.Metadata.GetMetadata<NotTraced>() is not null && span is not null)
        {
            // Not recorded means not exported, and its children are not sampled either.
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            span.IsAllDataRequested = false;
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

        var status = error is not null && !context.Response.HasStarted ? StatusCodes.Status500InternalServerError : context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (error is not null || status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", error?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
        }
    }
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
