using System.Globalization;
using Orders.Gateway.Admitting;
using Orders.Gateway.Answering;
using Orders.Gateway.Listening;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Limiting;

internal static class RateLimiting
{
    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.AddSettings<RateOptions>("Limits");
        builder.Services.AddSingleton<RateLimiter>();
        builder.Services.AddSingleton<StreamLimiter>();
    }

    /// <summary>Of the public listener; operators and their tools on the management port are not counted.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var management = app.Services.GetRequiredService<ManagementListener>();
        var limiter = app.Services.GetRequiredService<RateLimiter>();
        app.Use((context, next) =>
        {
            if (management.Accepted(context))
            {
                return next(context);
            }

            var caller = context.Caller();
            var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
            var refusal = limiter.Refuse(caller, network, ApiPaths.Contain(context.Request.Path), out var wait);
            if (caller.SentWrongKey && refusal != Problem.TooManyWrongKeys)
            {
                Log.WrongKey(app.Logger, network);
            }

            return refusal is null ? next(context) : RefuseAsync(context, refusal, wait);
        });
    }

    private static Task RefuseAsync(HttpContext context, Problem problem, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return problem.WriteAsync(context);
    }
}
