using Microsoft.Extensions.Options;
using Orders.Gateway.Answering;
using Orders.Gateway.Limiting;
using Orders.Gateway.Listening;

namespace Orders.Gateway.Guarding;

/// <summary>
/// Where <see cref="HttpsOptions.Required"/>: a person who typed the address is led to https, a program is refused. One that were led
/// there too would go on sending its key in the clear first, and nobody would notice.
/// </summary>
internal static class HttpsOnly
{
    public static void UseHttpsOnly(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<HttpsOptions>>().Value.Required)
        {
            return;
        }

        var management = app.Services.GetRequiredService<ManagementListener>();
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.IsHttps || management.Accepted(context) || IsProbe(request.Path) || HostNames.Refuse(context))
            {
                return next(context);
            }

            if (!request.Host.HasValue || ApiPaths.Contain(request.Path) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            {
                return Problem.HttpsNeeded.WriteAsync(context);
            }

            // The host without its port: that one speaks no TLS.
            context.Response.Redirect($"https://{new HostString(request.Host.Host).ToUriComponent()}{request.PathBase}{request.Path.ToUriComponent()}{request.QueryString}", permanent: true, preserveMethod: true);
            return Task.CompletedTask;
        });
    }

    // A load balancer asks from inside, in the clear.
    private static bool IsProbe(PathString path) => path == "/health" || path == "/alive";
}
