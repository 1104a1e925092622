using Orders.Gateway.Admitting;
using Orders.Gateway.Answering;
using Orders.Gateway.Discovering;
using Orders.Gateway.Guarding;
using Orders.Gateway.Health;
using Orders.Gateway.Limiting;
using Orders.Gateway.Listening;
using Orders.Gateway.Operations;
using Orders.Gateway.Page;
using Orders.Gateway.Proxying;
using Orders.Gateway.Showing;

namespace Orders.Gateway;

/// <summary>The only door: the page, and the API behind it.</summary>
internal static class Gateway
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddManagementListener();
        builder.AddProblems();
        builder.AddLimits();
        builder.AddHostNames();
        builder.AddReplicas();
        builder.AddHttps();
        builder.AddAdmission();
        builder.AddRateLimits();
        builder.AddViews();
        builder.AddQueryApis();
        builder.AddPage();
        builder.AddGatewayHealth();
        builder.AddOperations();
    }

    public static void MapGateway(this WebApplication app)
    {
        app.UseClientAddresses();
        app.UseSecurityHeaders();
        app.UseListenerGate();
        app.UseHttpsOnly();
        app.UseCallers();
        app.UseRateLimits();
        app.UseSameSite();
        app.UseAccess();
        app.UseBodySizeLimit();
        app.UseEventStreams();
        // The proxy sees to its own errors, and a request that is passed on need not wait for anything here as well.
        app.UseWhen(context => !QueryApiRoutes.Have(context.GetEndpoint()), own =>
        {
            own.UseProblems();
            own.UsePage();
        });

        app.MapPage();
        app.MapSession();
        app.MapOperationsHistory();
        app.MapQueryApis();
    }
}
