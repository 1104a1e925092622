using Microsoft.AspNetCore.Server.Kestrel.Core;
using Orders.ServiceDefaults;
using Orders.ServiceDefaults.Hosting;

namespace Orders.QueryApi.Listening;

/// <summary>
/// The port for the gateway, with HTTP/2: its requests share a few connections instead of having one each, so that many are read and
/// answered in one go. It is a port of its own because without TLS a server cannot offer both versions on one.
/// </summary>
internal static class Http2Listener
{
    public const string Setting = "Http2:Port";

    public static void AddHttp2Listener(this WebApplicationBuilder builder)
    {
        if (SecondPort.Read(builder.Configuration, Setting) is not { } port)
        {
            return;
        }

        if (port == 0)
        {
            throw new ConfigurationException($"{Setting} is 0: give a port from 1 to 65535, because the gateway has to be told.");
        }

        builder.WebHost.UseUrls(SecondPort.Beside(ListenAddresses.Of(builder.Configuration), port, Setting));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listener =>
        {
            if (listener.IPEndPoint?.Port == port)
            {
                listener.Protocols = HttpProtocols.Http2;
            }
        }));
    }
}
