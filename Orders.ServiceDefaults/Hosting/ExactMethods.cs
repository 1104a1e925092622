using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Orders.ServiceDefaults.Hosting;

/// <summary>
/// Methods are case-sensitive (RFC 9110, section 9.1). The framework compares them without regard to case, but the server beneath it does not:
/// what is answered like a HEAD, without a body, would break off where <c>Head</c> was asked for. Such a method is one that nobody takes.
/// </summary>
/// <remarks>A startup filter, because routes are chosen before anything that an application adds by itself.</remarks>
internal sealed class ExactMethods : IStartupFilter
{
    /// <summary>What OpenTelemetry's conventions call a method that is not known.</summary>
    public const string Unknown = "_OTHER";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (!string.Equals(HttpMethods.GetCanonicalizedValue(context.Request.Method), context.Request.Method, StringComparison.Ordinal))
            {
                context.Request.Method = Unknown;
            }

            return rest(context);
        });
        next(app);
    };
}

internal static class ExactMethodsRegistration
{
    public static void AddExactMethods(this IServiceCollection services) => services.AddSingleton<IStartupFilter, ExactMethods>();
}
