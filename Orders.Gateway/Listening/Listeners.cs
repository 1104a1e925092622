using Microsoft.AspNetCore.Hosting.Server;
using Orders.Gateway.Answering;
using Orders.ServiceDefaults.Hosting;

namespace Orders.Gateway.Listening;

internal static class Listeners
{
    public static void AddManagementListener(this WebApplicationBuilder builder)
    {
        var port = SecondPort.Read(builder.Configuration, ManagementListener.Setting);
        if (port is { } managementPort)
        {
            builder.WebHost.UseUrls(SecondPort.Beside(ListenAddresses.Of(builder.Configuration), managementPort, ManagementListener.Setting));
        }

        builder.Services.AddSingleton(TrustedProxies.Read(builder.Configuration));
        builder.Services.AddSingleton(services => new ManagementListener(port, services.GetRequiredService<IServer>()));
    }

    /// <summary>
    /// Lets an endpoint answer only on the listeners it is meant for: those marked <see cref="ServedOn"/> where the mark says,
    /// everything else (page, API) on the public one. Elsewhere it does not exist.
    /// </summary>
    public static void UseListenerGate(this WebApplication app)
    {
        var management = app.Services.GetRequiredService<ManagementListener>();
        app.Use((context, next) =>
        {
            var here = management.Accepted(context) ? ServedOn.Management : ServedOn.Public;
            var servedOn = context.GetEndpoint()?.Metadata.GetMetadata<ServedOnMetadata>()?.Listeners ?? ServedOn.Public;
            if (servedOn.HasFlag(here))
            {
                return next(context);
            }

            context.SetEndpoint(null);
            return Problem.NotFound.WriteAsync(context);
        });
    }

    /// <summary>From here on the remote address is the client's, not that of a trusted proxy; an IPv4 client of a dual-stack socket is written as IPv4.</summary>
    public static void UseClientAddresses(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<TrustedProxies>();
        if (proxies.Any)
        {
            app.UseForwardedHeaders(proxies.ToOptions());
        }

        app.Use((context, next) =>
        {
            if (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } address)
            {
                context.Connection.RemoteIpAddress = address.MapToIPv4();
            }

            return next(context);
        });
    }
}
