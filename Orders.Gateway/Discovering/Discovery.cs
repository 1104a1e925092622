using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orders.Gateway.Discovering;

internal static class Discovery
{
    public static void AddReplicas(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<NameLookup>(Dns.GetHostAddressesAsync);
        builder.Services.AddSingleton<Replicas>();
    }
}
