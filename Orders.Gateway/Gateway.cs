using Orders.Gateway.Answering;
using Orders.Gateway.Discovering;
using Orders.Gateway.Guarding;
using Orders.Gateway.Health;
using Orders.Gateway.Listening;
using Orders.Gateway.Page;
using Orders.Gateway.Proxying;

namespace Orders.Gateway;

/// <summary>The only door: the page, and the API behind it.</summary>
internal static class Gateway
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddManagementListener();
        builder.AddLimits();
        builder.AddReplicas();
        builder.AddQueryApis();
        builder.AddPage();
        builder.AddGatewayHealth();
    }

    public static void MapGateway(this WebApplication app)
    {
        app.UseClientAddresses();
        app.UseSecurityHeaders();
        app.UseProblems();
        app.UseListenerGate();
        app.UseBodySizeLimit();
        app.UseProxyOutcome();
        app.UseRequestTimeouts();
        app.UsePage();

        app.MapPage();
        app.MapQueryApis();
    }
}
