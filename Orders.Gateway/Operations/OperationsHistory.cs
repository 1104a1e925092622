using Microsoft.Extensions.DependencyInjection.Extensions;
using Orders.Gateway.Health;
using Orders.Gateway.Proxying;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Operations;

internal static class OperationsHistory
{
    private static readonly string[] OtherServices = ["ingestor", "producer"];

    public static void AddOperations(this WebApplicationBuilder builder)
    {
        IReadOnlyList<(string Service, IReadOnlyList<Uri> Addresses)> services =
        [
            (QueryApiRoutes.Cluster, QueryApiRoutes.Addresses(builder.Configuration)),
            .. OtherServices.Select(service => (service, ServiceAddresses.Of(service, builder.Configuration))),
        ];

        builder.AddSettings<OperationsOptions>("Operations");
        builder.Services.AddProbeClient(nameof(InstanceReader));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new Instances(services));
        builder.Services.AddSingleton<InstanceReader>();
        builder.Services.AddSingleton<Collector>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Collector>());
    }
}
