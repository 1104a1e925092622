using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Orders.Gateway.Answering;

namespace Orders.Gateway.Admitting;

/// <summary>The step of each request at which it becomes known who asks, and the one at which they may be refused.</summary>
internal static class Admission
{
    // RFC 9110 asks for a challenge with each 401. The scheme is no registered one, and no browser opens its password window for it.
    private const string Challenge = "ApiKey realm=\"orders\", header=\"" + Callers.KeyHeader + "\"";

    public static void AddAdmission(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(ApiKeySettings.Read(builder.Configuration));
        builder.Services.AddSingleton<Callers>();
    }

    public static void UseCallers(this WebApplication app)
    {
        var callers = app.Services.GetRequiredService<Callers>();
        if (!callers.HaveKeys)
        {
            var open = app.Environment.IsDevelopment();
            Log.NoKeys(app.Logger, open ? LogLevel.Information : LogLevel.Warning, open ? "open to everybody who reaches this gateway by an address or a local name" : "closed");
        }

        app.Use((context, next) =>
        {
            context.Features.Set(callers.Identify(context.Request));
            return next(context);
        });
    }

    public static void UseAccess(this WebApplication app)
    {
        var callers = app.Services.GetRequiredService<Callers>();
        app.Use((context, next) =>
        {
            if (!Access.IsForOperators(context.GetEndpoint()))
            {
                return next(context);
            }

            var caller = context.Caller();
            return caller.IsOperator ? ServeOperatorAsync(context, next, caller, app.Logger) : RefuseAsync(context, caller, callers);
        });
    }

    /// <summary>Known behind <see cref="UseCallers"/>.</summary>
    public static Caller Caller(this HttpContext context) => context.Features.GetRequiredFeature<Caller>();

    private static async Task ServeOperatorAsync(HttpContext context, RequestDelegate next, Caller caller, ILogger log)
    {
        await next(context);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            Log.OperatorActed(log, caller.Key?.Name, context.Request.Method, route, context.Response.StatusCode);
        }
    }

    private static Task RefuseAsync(HttpContext context, Caller caller, Callers callers)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = Challenge;
        return (caller.SentWrongKey ? Problem.WrongKey : callers.HaveKeys ? Problem.KeyNeeded : Problem.NoKeysConfigured).WriteAsync(context);
    }
}
